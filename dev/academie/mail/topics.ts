import type { Topic } from './topic.ts';
import { administration } from './topics/administration.ts';
import { classLife } from './topics/class-life.ts';
import { colleagues } from './topics/colleagues.ts';
import { digital } from './topics/digital.ts';
import { families } from './topics/families.ts';
import { house } from './topics/house.ts';

export const topics: readonly Topic[] = [
  ...classLife,
  ...families,
  ...administration,
  ...house,
  ...colleagues,
  ...digital,
];

export const weightedTopics = topics.map(each => [each, each.weight] as const);

import type { SchoolKind } from '../schools.ts';
import type { Topic } from './topic.ts';
import { administration } from './topics/administration.ts';
import { classLife } from './topics/class-life.ts';
import { colleagues } from './topics/colleagues.ts';
import { digital } from './topics/digital.ts';
import { families } from './topics/families.ts';
import { house } from './topics/house.ts';
import { offices } from './topics/offices.ts';
import { pupils } from './topics/pupils.ts';

type Weighted = readonly (readonly [topic: Topic, weight: number])[];

const topics: readonly Topic[] = [
  ...classLife,
  ...pupils,
  ...families,
  ...administration,
  ...house,
  ...offices,
  ...colleagues,
  ...digital,
];
const weigh = (where: Topic['where'], own: boolean): Weighted =>
  topics
    .filter(each => each.where === 'anywhere' || each.where === where)
    .filter(each => !own || each.openers.includes('team') || each.openers.includes('colleague'))
    .map(each => [each, each.weight]);

const ofSchools = { all: weigh('school', false), own: weigh('school', true) };
const ofOffices = { all: weigh('office', false), own: weigh('office', true) };

/** What is written about where the owner works: `own`, only what staff begin themselves. */
export function topicsOf(kind: SchoolKind, own: boolean): Weighted {
  const place = kind === 'rectorat' || kind === 'direction départementale' ? ofOffices : ofSchools;
  return own ? place.own : place.all;
}

/** Topics on which staff write to families. */
export const forFamilies: readonly Topic[] = families;

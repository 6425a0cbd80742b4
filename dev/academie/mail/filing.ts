/** Where a message lies and what is marked on it, by its age. */
import type { Random } from '../random.ts';

/** The folder of a received message: fresh mail stays, older mail is partly put away. `days`: its age. */
export function folderOf(random: Random, ownFolder: string | null, days: number): string {
  if (days <= 25 && random.chance(0.09)) return 'Corbeille';
  if (days <= 12) return 'INBOX';
  return random.weighted([
    ['INBOX', 50],
    ['Archives', 18],
    [ownFolder ?? 'INBOX', days > 40 ? 32 : 18],
  ]);
}

/** Flags of a received message; `answered` where the owner is about to answer. */
export function flagsOf(random: Random, days: number, answered: boolean): string[] {
  const flags: string[] = [];
  if (answered || random.chance(days > 10 ? 0.985 : days > 3 ? 0.88 : 0.55)) flags.push('\\Seen');
  if (answered) flags.push('\\Answered');
  if (random.chance(0.03)) flags.push('\\Flagged');
  if (random.chance(0.015)) flags.push('$Forwarded');
  if (random.chance(0.02)) flags.push(random.pick(['$label1', '$label2', '$label4']));
  return flags;
}

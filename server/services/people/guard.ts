import type { FeedDiff } from './diff-feed.ts';

/** Above which a feed waits for an administrator: a share of those in service, and a number it must reach at least. */
export type GuardLimits = {
  readonly share: number;
  readonly atLeast: number;
  /** What smaller feeds have touched since this morning: a flood in drops is a flood. */
  readonly already?: number;
};

export const usualGuard: GuardLimits = { share: 0.02, atLeast: 5 };

/** Null where the feed may be applied, or why it is held, in French and English. */
export function guard(diff: FeedDiff, limits: GuardLimits): { fr: string; en: string } | null {
  const closing = diff.leaving.length + diff.missing.length;
  const changing = diff.changed.length + diff.returning.length;
  const touched = closing + changing + (limits.already ?? 0);
  if (closing + changing === 0) return null;
  if (touched < limits.atLeast || touched <= diff.inService * limits.share) return null;
  const percent = Math.round((touched / Math.max(diff.inService, 1)) * 1000) / 10;
  return {
    fr: `Flux retenu : il modifierait ${agents(changing)} et en ferait partir ${closing} (dont ${diff.missing.length} ${diff.missing.length > 1 ? 'absents' : 'absent'} du fichier) sur ${diff.inService}, soit ${percent.toLocaleString('fr-FR')} %. Vérifiez le fichier, puis confirmez.`,
    en: `Feed held: it would change ${people(changing)} and make ${closing} leave (${diff.missing.length} of them absent from the file) out of ${diff.inService}, ${percent} %. Check the file, then confirm.`,
  };
}

const agents = (count: number) => `${count} agent${count > 1 ? 's' : ''}`;
const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

/**
 * The school holidays of the three zones of mainland France. First and last day without class, both included: the decrees
 * name the Saturday that follows the last lesson and the Monday of the return.
 *
 * 2025–2026: arrêté du 7 décembre 2022 fixant le calendrier scolaire des années 2023-2024, 2024-2025 et 2025-2026.
 * 2026–2027: arrêté du 22 octobre 2025 (JORFTEXT000052416058). Summer ends where teachers return, the eve of that day.
 */
export type SchoolZone = 'A' | 'B' | 'C';

export type Holidays = {
  readonly kind: 'autumn' | 'christmas' | 'winter' | 'spring' | 'summer';
  /** `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly lastDay: string;
};

const everywhere: readonly Holidays[] = [
  { kind: 'autumn', firstDay: '2025-10-18', lastDay: '2025-11-02' },
  { kind: 'christmas', firstDay: '2025-12-20', lastDay: '2026-01-04' },
  { kind: 'summer', firstDay: '2026-07-04', lastDay: '2026-08-30' },
  { kind: 'autumn', firstDay: '2026-10-17', lastDay: '2026-11-01' },
  { kind: 'christmas', firstDay: '2026-12-19', lastDay: '2027-01-03' },
  { kind: 'summer', firstDay: '2027-07-03', lastDay: '2027-08-31' },
];

const ofZone: Readonly<Record<SchoolZone, readonly Holidays[]>> = {
  A: [
    { kind: 'winter', firstDay: '2026-02-07', lastDay: '2026-02-22' },
    { kind: 'spring', firstDay: '2026-04-04', lastDay: '2026-04-19' },
    { kind: 'winter', firstDay: '2027-02-13', lastDay: '2027-02-28' },
    { kind: 'spring', firstDay: '2027-04-10', lastDay: '2027-04-25' },
  ],
  B: [
    { kind: 'winter', firstDay: '2026-02-14', lastDay: '2026-03-01' },
    { kind: 'spring', firstDay: '2026-04-11', lastDay: '2026-04-26' },
    { kind: 'winter', firstDay: '2027-02-20', lastDay: '2027-03-07' },
    { kind: 'spring', firstDay: '2027-04-17', lastDay: '2027-05-02' },
  ],
  C: [
    { kind: 'winter', firstDay: '2026-02-21', lastDay: '2026-03-08' },
    { kind: 'spring', firstDay: '2026-04-18', lastDay: '2026-05-03' },
    { kind: 'winter', firstDay: '2027-02-06', lastDay: '2027-02-21' },
    { kind: 'spring', firstDay: '2027-04-03', lastDay: '2027-04-18' },
  ],
};

/** Those of a zone that are not over on that day, in their order. @param today `YYYY-MM-DD` */
export function holidaysFrom(zone: SchoolZone, today: string): Holidays[] {
  return [...everywhere, ...ofZone[zone]]
    .filter(({ lastDay }) => lastDay >= today)
    .sort((one, other) => (one.firstDay < other.firstDay ? -1 : 1));
}

export function isSchoolZone(text: string): text is SchoolZone {
  return text === 'A' || text === 'B' || text === 'C';
}

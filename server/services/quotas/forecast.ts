/** When a mailbox will be full, from how it grew: the straight line nearest to what it used each day. Pure. */

const day = 86_400_000;
/** Days of growth without which nothing is foretold, and how far ahead it makes sense. */
const least = 14;
const furthest = 730;

/** @returns the day as `YYYY-MM-DD`; null where it does not grow, or too little is known, or it is far off */
export function forecastFull(
  used: readonly { readonly day: string; readonly bytes: number }[],
  allowedBytes: number,
): string | null {
  const last = used.at(-1);
  if (last === undefined) return null;
  const points = used.map(one => ({ x: (Date.parse(one.day) - Date.parse(last.day)) / day, y: one.bytes }));
  if (-points[0]!.x < least) return null;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(point => point.x)), mean(points.map(point => point.y))];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
  const left = allowedBytes - last.bytes;
  if (slope <= 0 || left <= 0) return null;
  const days = Math.ceil(left / slope);
  return days > furthest ? null : new Date(Date.parse(last.day) + days * day).toISOString().slice(0, 10);
}

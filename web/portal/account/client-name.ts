const browsers = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;

const systems = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** « Firefox · Windows » out of what a browser says of itself; null where it says nothing we know. */
export function clientName(client: string): string | null {
  const find = (names: readonly (readonly [RegExp, string])[]) => names.find(([sign]) => sign.test(client))?.[1];
  const known = [find(browsers), find(systems)].filter(each => each !== undefined);
  return known.length === 0 ? null : known.join(' · ');
}

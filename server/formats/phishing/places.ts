/**
 * Where networks are, by a table of the operator: one network a line, `192.0.2.0/24;49.9;2.3` (address, bits, latitude,
 * longitude), commas and tabs do as well, `#` begins a remark. Of networks within networks the narrowest counts.
 */
export type NetworkPlace = { readonly latitude: number; readonly longitude: number };

/** @throws Error naming the line that cannot be read */
export function readPlaces(text: string): (network: string) => NetworkPlace | null {
  const byBits = new Map<string, Map<bigint, NetworkPlace>>();
  for (const [index, line] of text.split('\n').entries()) {
    const plain = line.replace(/#.*/, '').trim();
    if (plain === '') continue;
    const [network = '', latitude = '', longitude = ''] = plain.split(/\s*[;,\t]\s*/);
    const range = readRange(network);
    const place = { latitude: degrees(latitude, 90), longitude: degrees(longitude, 180) };
    if (range === null || Number.isNaN(place.latitude) || Number.isNaN(place.longitude)) {
      throw new Error(`line ${index + 1}: "${plain.slice(0, 80)}"`);
    }
    const key = `${range.family} ${range.bits}`;
    const known = byBits.get(key) ?? new Map<bigint, NetworkPlace>();
    byBits.set(key, known.set(range.value >> BigInt(range.width - range.bits), place));
  }
  const lengths = [...byBits]
    .map(([key, places]) => ({ family: Number(key.split(' ')[0]), bits: Number(key.split(' ')[1]), places }))
    .sort((a, b) => b.bits - a.bits);
  return network => {
    const range = readRange(network);
    if (range === null) return null;
    for (const { family, bits, places } of lengths) {
      if (family !== range.family || bits > range.bits) continue;
      const place = places.get(range.value >> BigInt(range.width - bits));
      if (place !== undefined) return place;
    }
    return null;
  };
}

type Range = { readonly family: number; readonly width: number; readonly bits: number; readonly value: bigint };

function readRange(network: string): Range | null {
  const [address = '', length] = network.split('/');
  const family = familyOf(address);
  if (family === 0) return null;
  const width = family === 4 ? 32 : 128;
  const bits = length === undefined ? width : Number(length);
  if (!Number.isInteger(bits) || bits < 0 || bits > width) return null;
  return { family, width, bits, value: family === 4 ? ipv4(address) : ipv6(address) };
}

function familyOf(address: string): 4 | 6 | 0 {
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(address)) return address.split('.').every(part => Number(part) < 256) ? 4 : 0;
  const groups = address
    .replace('::', ':0:')
    .split(':')
    .filter((group, at, all) => group !== '' || (at > 0 && at < all.length - 1));
  const read = groups.every(group => /^[0-9a-f]{1,4}$/i.test(group));
  return read && groups.length <= 9 && (groups.length === 8 || address.includes('::')) ? 6 : 0;
}

function ipv4(address: string): bigint {
  return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function ipv6(address: string): bigint {
  const [front = '', back] = address.split('::');
  const head = front === '' ? [] : front.split(':');
  const tail = back === undefined || back === '' ? [] : back.split(':');
  const zeros = back === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail];
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function degrees(text: string, most: number): number {
  const value = /^[-+]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= most ? value : Number.NaN;
}

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** An address as an administrator knows it: IPv4 even when it came through an IPv6 socket, and without a zone. */
export function plainAddress(address: string): string {
  const mapped = address.startsWith('::ffff:') ? address.slice(7) : address;
  return ipv4.test(mapped) ? mapped : address.replace(/%.*$/, '');
}

/** The network an address counts for in limits: its /24, or its /56 where IPv6 gives a home a whole range. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (ipv4.test(plain)) return `${plain.slice(0, plain.lastIndexOf('.'))}.0/24`;
  const [front = '', back = ''] = plain.split('::');
  const head = groups(front);
  const tail = plain.includes('::') ? groups(back) : [];
  const all = [...head, ...Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail];
  const [a = 0, b = 0, c = 0, d = 0] = all;
  return `${[a, b, c, d & 0xff00].map(group => group.toString(16)).join(':')}::/56`;
}

const groups = (text: string) => (text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16)));

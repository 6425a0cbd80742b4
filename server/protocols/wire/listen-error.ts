/** A port that cannot be opened, said to the administrator: French first, English second. */
export class ListenError extends Error {
  readonly reason: 'port-busy' | 'port-forbidden' | 'address-unavailable' | 'other';
  readonly port: number;

  constructor(reason: ListenError['reason'], host: string, port: number, cause: Error) {
    super(sentences[reason](host, port, cause.message), { cause });
    this.name = 'ListenError';
    this.reason = reason;
    this.port = port;
  }
}

export function listenErrorFrom(error: Error & { code?: string }, host: string, port: number): ListenError {
  return new ListenError(reasons[error.code ?? ''] ?? 'other', host, port, error);
}

const reasons: Record<string, ListenError['reason']> = {
  EADDRINUSE: 'port-busy',
  EACCES: 'port-forbidden',
  EPERM: 'port-forbidden',
  EADDRNOTAVAIL: 'address-unavailable',
};

const sentences = {
  'port-busy': (host, port) =>
    `Le port ${port} de ${host} est déjà pris par un autre programme : arrêtez-le (« ss -ltnp sport = :${port} » dit lequel) ou choisissez un autre port. / ` +
    `Port ${port} on ${host} is already used by another program: stop it ("ss -ltnp sport = :${port}" names it) or choose another port.`,
  'port-forbidden': (host, port) =>
    `Le système interdit d’ouvrir le port ${port} de ${host} : sous 1024, il faut le droit CAP_NET_BIND_SERVICE (l’unité systemd fournie le donne) ou un port plus grand. / ` +
    `The system forbids opening port ${port} on ${host}: below 1024 it takes CAP_NET_BIND_SERVICE (the provided systemd unit grants it) or a higher port.`,
  'address-unavailable': (host, port) =>
    `L’adresse ${host} n’existe pas sur cette machine, le port ${port} ne peut donc pas y être ouvert : corrigez l’adresse d’écoute. / ` +
    `Address ${host} does not exist on this machine, so port ${port} cannot be opened on it: correct the listening address.`,
  other: (host, port, detail) =>
    `Le port ${port} de ${host} n’a pas pu être ouvert : ${detail}. / Port ${port} on ${host} could not be opened: ${detail}.`,
} as const satisfies Record<ListenError['reason'], (host: string, port: number, detail: string) => string>;

/** Kinds of setting: each reads the text of the file, or says in two languages what it expected. */

/** What was wrong with a value, as a clause that follows its name. */
export class BadSetting extends Error {
  readonly fr: string;
  readonly en: string;

  constructor(fr: string, en: string) {
    super(en);
    this.fr = fr;
    this.en = en;
  }
}

/** @throws BadSetting */
export type SettingType<Value> = (written: string) => Value;

export const text: SettingType<string> = written => {
  if (written === '') throw new BadSetting('ne peut pas être vide', 'cannot be empty');
  return written;
};

/** Nothing written is null. */
export function optional<Value>(type: SettingType<Value>): SettingType<Value | null> {
  return written => (written === '' ? null : type(written));
}

export const path: SettingType<string> = written => {
  if (!written.startsWith('/')) throw new BadSetting('doit être un chemin absolu', 'must be an absolute path');
  return written;
};

export function count(least: number, most: number): SettingType<number> {
  return written => {
    const value = Number(written);
    if (/^\d+$/.test(written) && value >= least && value <= most) return value;
    throw new BadSetting(`doit être un nombre entre ${least} et ${most}`, `must be a number from ${least} to ${most}`);
  };
}

/** A TCP port; 0 is a closed service. */
export const port: SettingType<number> = count(0, 65_535);

const units = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 } as const;

/** A size such as `50 MB` (or `50 Mo`), in octets. */
export const bytes: SettingType<number> = written => {
  const match = /^(\d+)\s*([KMGT]?)[BOo]?$/i.exec(written);
  const value = match === null ? 0 : Number(match[1]) * units[`${match[2]!.toUpperCase()}B` as keyof typeof units];
  if (value > 0 && Number.isSafeInteger(value)) return value;
  throw new BadSetting('doit être une taille, comme « 50 MB »', 'must be a size, such as "50 MB"');
};

/** A number of days such as `60 days` (or `60 jours`). */
export const days: SettingType<number> = written => {
  const match = /^(\d{1,5})\s*(days?|jours?)$/.exec(written);
  if (match !== null && Number(match[1]) > 0) return Number(match[1]);
  throw new BadSetting('doit être une durée, comme « 60 jours »', 'must be a duration, such as "60 days"');
};

/** Numbers of days such as `30 15 7 3 1`, the farthest first. */
export const dayNumbers: SettingType<readonly number[]> = written => {
  const numbers = written.split(/\s+/).map(Number);
  if (numbers.every(each => Number.isInteger(each) && each >= 1 && each <= 60)) {
    return [...new Set(numbers)].sort((a, b) => b - a);
  }
  throw new BadSetting(
    'doit être des nombres de jours, comme « 30 15 7 3 1 »',
    'must be numbers of days, such as "30 15 7 3 1"',
  );
};

export function choice<const Value extends string>(...values: Value[]): SettingType<Value> {
  return written => {
    const value = values.find(one => one === written);
    if (value !== undefined) return value;
    throw new BadSetting(`doit être l’un de : ${values.join(', ')}`, `must be one of: ${values.join(', ')}`);
  };
}

/** Words separated by spaces; none where nothing is written. */
export const words: SettingType<readonly string[]> = written => written.split(/\s+/).filter(word => word !== '');

const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** One domain at least, in lower case. */
export const domains: SettingType<readonly string[]> = written => {
  const names = written
    .toLowerCase()
    .split(/\s+/)
    .filter(name => name !== '');
  const bad = names.find(name => !domainName.test(name));
  if (names.length === 0) throw new BadSetting('doit nommer un domaine au moins', 'must name a domain at least');
  if (bad !== undefined)
    throw new BadSetting(`contient « ${bad} », qui n’est pas un domaine`, `has "${bad}", which is no domain`);
  return names;
};

/** `yes` or `no` (`oui`, `non`). */
export const yesNo: SettingType<boolean> = written => {
  if (/^(?:yes|oui)$/.test(written)) return true;
  if (/^(?:no|non)$/.test(written)) return false;
  throw new BadSetting('doit être « yes » ou « no »', 'must be "yes" or "no"');
};

/** One number for each of these names, as `a=1 b=2`; a name that is not written keeps its usual number. */
export function table<const Name extends string>(
  usual: Readonly<Record<Name, number>>,
): SettingType<Readonly<Record<Name, number>>> {
  const names = Object.keys(usual).join(', ');
  return written => {
    const given: Record<string, number> = { ...usual };
    for (const word of words(written)) {
      const [, name = '', number = ''] = /^([a-z-]+)=(\d{1,9})$/.exec(word) ?? [];
      if (!(name in usual)) {
        throw new BadSetting(
          `doit donner des nombres (« nom=nombre ») à : ${names}`,
          `must give numbers ("name=number") to: ${names}`,
        );
      }
      given[name] = Number(number);
    }
    return given as Record<Name, number>;
  };
}

/** An `https://` address without a user or a fragment. */
export const secureAddress: SettingType<string> = written => {
  const parsed = URL.parse(written);
  if (parsed?.protocol === 'https:' && parsed.username === '' && parsed.hash === '') return written;
  throw new BadSetting('doit être une adresse https', 'must be an https address');
};

/** Where another service listens, as `host:port` or `[IPv6]:port`. */
export const endpoint: SettingType<{ readonly host: string; readonly port: number }> = written => {
  const [, host, port] = /^(\[[0-9a-fA-F:]+\]|[^\s:]+):(\d{1,5})$/.exec(written) ?? [];
  if (host !== undefined && Number(port) > 0 && Number(port) < 65_536) {
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  }
  throw new BadSetting('doit être « machine:port »', 'must be "host:port"');
};

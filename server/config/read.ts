/** Reads the configuration: lines `name = value`, `#` comments; every mistake is told at once, with its line. */
import { declarations, type SettingName, type Settings } from './settings.ts';
import { BadSetting, type SettingType } from './types.ts';

/** All that is wrong with a configuration, one sentence each, French first. */
export class BadConfiguration extends Error {
  readonly faults: readonly { readonly fr: string; readonly en: string }[];

  constructor(faults: readonly { fr: string; en: string }[]) {
    super(faults.map(fault => fault.en).join('\n'));
    this.faults = faults;
  }
}

/**
 * @param file the text of the file
 * @param overrides values given elsewhere (command line, environment), as text
 * @throws BadConfiguration
 */
export function readSettings(file: string, overrides: Partial<Record<SettingName, string>> = {}): Settings {
  const faults: { fr: string; en: string }[] = [];
  const written = new Map<string, { value: string; place: { fr: string; en: string } }>();
  for (const [index, line] of file.split(/\r?\n/).entries()) {
    const place = { fr: `ligne ${index + 1}`, en: `line ${index + 1}` };
    const content = line.replace(/(^|\s)#.*$/, '').trim();
    if (content === '') continue;
    const match = /^([a-z0-9-]+)\s*=\s*(.*)$/.exec(content);
    if (match === null) {
      faults.push({ fr: `${place.fr} : « nom = valeur » attendu`, en: `${place.en}: "name = value" expected` });
      continue;
    }
    const [, name, value] = match as unknown as [string, string, string];
    if (!(name in declarations)) {
      faults.push({ fr: `${place.fr} : réglage inconnu « ${name} »`, en: `${place.en}: unknown setting "${name}"` });
    } else if (written.has(name)) {
      faults.push({ fr: `${place.fr} : « ${name} » est donné deux fois`, en: `${place.en}: "${name}" is given twice` });
    } else written.set(name, { value, place });
  }
  for (const [name, value] of Object.entries(overrides)) {
    written.set(name, { value, place: { fr: 'option', en: 'option' } });
  }

  const settings: Record<string, unknown> = {};
  for (const [name, declaration] of Object.entries(declarations)) {
    const given = written.get(name);
    const value = given?.value ?? ('default' in declaration ? declaration.default : undefined);
    if (value === undefined) {
      faults.push({ fr: `« ${name} » manque. ${declaration.fr}`, en: `"${name}" is missing. ${declaration.en}` });
      continue;
    }
    try {
      settings[name] = (declaration.type as SettingType<unknown>)(value);
    } catch (error) {
      if (!(error instanceof BadSetting)) throw error;
      const place = given?.place ?? { fr: 'défaut', en: 'default' };
      faults.push({ fr: `${place.fr} : « ${name} » ${error.fr}`, en: `${place.en}: "${name}" ${error.en}` });
    }
  }
  if (faults.length > 0) throw new BadConfiguration(faults);
  return settings as Settings;
}

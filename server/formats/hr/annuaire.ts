/**
 * People as the French annuaires write them: attributes of `ENTPerson` (the "annuaire académique fédérateur"), from its
 * XML or from LDIF. The national attributes name no days of service; a house's export adds `ENTPersonAffectations`,
 * one value an assignment, parts parted by `$`: `UAI$début$fin$fonction`, of which the end and the function may be empty.
 */
import * as field from './fields.ts';
import type { HrLine } from './gather.ts';
import type { HrRefusal } from './person.ts';

/** Attributes by name in lower case; values in the order they came. */
export type Entry = { readonly line: number; readonly values: ReadonlyMap<string, readonly string[]> };

/** What the profiles of the annuaire are here; `ENTPersonStatut` says it more exactly. */
const profiles: Record<string, string> = {
  national_ens: 'titulaire',
  national_doc: 'titulaire',
  national_dir: 'direction',
  national_evs: 'atss',
  national_eta: 'atss',
  national_aca: 'atss',
  national_col: 'atss',
  national_elv: 'élève',
  national_tut: 'responsable',
};

/** Categories of persons who are no staff. */
const others: Record<string, string> = { eleve: 'élève', persreleleve: 'responsable' };

/** One line for each assignment of the entry, or why it is not taken. */
export function readEntry({ line, values }: Entry): HrLine[] | HrRefusal {
  const all = (name: string): readonly string[] => values.get(name.toLowerCase()) ?? [];
  const first = (name: string): string => all(name)[0] ?? '';
  const key = first('ENTPersonJointure').trim();
  let column = 'ENTPersonJointure';
  function read<Value>(name: string, reader: (raw: string) => Value, raw = first(name)): Value {
    column = name;
    return reader(raw);
  }
  try {
    const population = read('ENTPersonProfils', staff, populationOf(all));
    const familyName = read('sn', field.personName);
    const birthName = read('ENTPersonNomPatro', raw => (raw.trim() === '' ? null : field.personName(raw)));
    const person = {
      hrKey: read('ENTPersonJointure', field.hrKey),
      title: read('personalTitle', field.title),
      familyName,
      birthName: birthName === familyName ? null : birthName,
      givenName: read('givenName', field.personName),
      birthDate: read('ENTPersonDateNaissance', field.day),
      numen: read('ENTPersonNumen', field.numen),
      population,
    };
    const attached = first('ENTPersonStructRattach').trim().toUpperCase();
    column = 'ENTPersonAffectations';
    const written = all('ENTPersonAffectations');
    if (written.length === 0) throw new field.BadField('manque : une affectation au moins, « UAI$début$fin$fonction »');
    return written.map(value => {
      const [uai = '', from = '', to = '', label = ''] = value.split('$');
      const assignment = {
        uai: read('ENTPersonAffectations', field.uai, uai),
        firstDay: field.day(from),
        lastDay: to.trim() === '' ? null : field.day(to),
        main: attached === '' ? written.length === 1 : attached === uai.trim().toUpperCase(),
      };
      if (assignment.lastDay !== null && assignment.lastDay < assignment.firstDay) {
        throw new field.BadField('le dernier jour précède le premier');
      }
      if (person.birthDate >= assignment.firstDay) throw new field.BadField('la naissance suit la prise de fonction');
      const function_ = read('ENTPersonFonctions', raw => field.text(raw, 160), label || functionAt(all, uai));
      return { line, person: { ...person, function: function_ }, assignment };
    });
  } catch (error) {
    if (!(error instanceof field.BadField)) throw error;
    return { line, hrKey: key === '' ? null : key, column, why: error.message };
  }
}

/** The word for the population: the status, else the category of a pupil or a parent, else the first profile. */
function populationOf(all: (name: string) => readonly string[]): string {
  const category = all('categoriePersonne').map(word => others[word.trim().toLowerCase()]);
  const profile = all('ENTPersonProfils').map(word => profiles[word.trim().toLowerCase()] ?? word);
  const outsider = [...category, ...profile].find(word => word === 'élève' || word === 'responsable');
  return outsider ?? all('ENTPersonStatut')[0] ?? profile[0] ?? '';
}

function staff(word: string): ReturnType<typeof field.population> {
  if (word === 'responsable') {
    throw new field.BadField(
      'les parents d’élèves n’ont pas de boîte aux lettres dans cette maison, réservée aux agents',
    );
  }
  return field.population(word);
}

/** `ENTPersonFonctions` is `structure$code$libellé$…`. */
function functionAt(all: (name: string) => readonly string[], uai: string): string {
  const functions = all('ENTPersonFonctions').map(value => value.split('$'));
  const here = functions.find(([structure = '']) => structure.toUpperCase() === uai.trim().toUpperCase());
  return (here ?? functions[0])?.[2] ?? '';
}

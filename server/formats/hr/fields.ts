/** The fields of an HR line, each read by a function that gives its value or throws `BadField` with a French reason. */
import { type Population, populations } from '../../model/account.ts';
import type { Day } from './person.ts';

export class BadField extends Error {}

/** Pupils and students have no mailbox here, under any of the words feeds use for them (R1). */
const pupils = /^(eleve|etudiante?|apprenante?|apprentie?|lyceen(ne)?|collegien(ne)?|ecoliere?|pupil|student)s?$/;

/** Words of feeds for the populations, beside the names themselves. */
const populationWords: Record<string, Population> = {
  t: 'titulaire',
  s: 'stagiaire',
  enseignant: 'titulaire',
  enseignante: 'titulaire',
  iatss: 'atss',
  biatss: 'atss',
  administratif: 'atss',
  chef: 'direction',
  'personnel de direction': 'direction',
  contractuelle: 'contractuel',
  'non titulaire': 'contractuel',
  vacataire: 'contractuel',
};

/** Controls, and the first characters by which a spreadsheet takes a cell for a formula. */
const control = /[\u0000-\u001f\u007f\u0080-\u009f\u200b-\u200f\u2028-\u202e\ufeff\ufffd]/;
const formula = /^[=+\-@|]/;

/** A text of at most `most` characters, in NFC, with single spaces. */
export function text(raw: string, most: number): string {
  if (control.test(raw)) throw new BadField('contient un caractère de contrôle ou illisible');
  const clean = raw.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (clean === '') throw new BadField('est vide');
  if (clean.length > most) throw new BadField(`dépasse ${most} caractères`);
  if (formula.test(clean)) throw new BadField('commence comme une formule de tableur');
  return clean;
}

/** A name: letters, with the hyphens, apostrophes, spaces and dots that names have. */
export function personName(raw: string): string {
  const clean = text(raw, 80).replaceAll("'", '’');
  if (!/^[\p{L}\p{M}][\p{L}\p{M}’\-‐. ]*$/u.test(clean)) throw new BadField('contient un signe qu’un nom n’a pas');
  return clean;
}

export function hrKey(raw: string): string {
  const clean = text(raw, 40);
  if (!/^[\p{L}\d._/-]+$/u.test(clean)) throw new BadField('n’est pas une clé : lettres, chiffres, points et tirets');
  return clean;
}

/** `M.`, `Mme`: whatever the feed writes, as these two; anything else is refused. */
export function title(raw: string): string {
  const clean = raw.trim().toLowerCase().replace(/\.$/, '');
  if (['m', 'mr', 'monsieur', '1'].includes(clean)) return 'M.';
  if (['mme', 'madame', 'mlle', '2'].includes(clean)) return 'Mme';
  throw new BadField('doit être « M. » ou « Mme »');
}

export function population(raw: string): Population {
  const clean = raw.trim().normalize('NFC').toLowerCase().replace(/\s+/g, ' ');
  if (pupils.test(clean.normalize('NFD').replace(/\p{M}/gu, ''))) {
    throw new BadField(
      'les élèves et les étudiants n’ont pas de boîte aux lettres dans cette maison, réservée aux agents',
    );
  }
  const known = populations.find(one => one === clean) ?? populationWords[clean];
  if (known === undefined) throw new BadField(`« ${raw.trim()} » est inconnue ; attendu : ${populations.join(', ')}`);
  return known;
}

/** `JJ/MM/AAAA`, or ISO `AAAA-MM-JJ`, of a day that exists. */
export function day(raw: string): Day {
  const clean = raw.trim();
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(clean);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(clean);
  const [year, month, date] = french ? [french[3]!, french[2]!, french[1]!] : iso ? iso.slice(1) : [];
  if (year === undefined) throw new BadField(clean === '' ? 'est vide' : 'n’est pas une date JJ/MM/AAAA');
  const written = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
  if (Number(date) < 1 || Number(date) > daysIn(Number(year), Number(month))) {
    throw new BadField(`le ${clean} n’existe pas au calendrier`);
  }
  if (year < '1900' || year > '2199') throw new BadField(`l’année ${year} n’est pas vraisemblable`);
  return written;
}

/** Days of a month, 0 where there is no such month. By arithmetic: a feed has some hundred thousand days in it. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** 13 characters, spaces and case forgiven (R8). Null where the feed has none. */
export function numen(raw: string): string | null {
  const clean = raw.replace(/[\s.-]/g, '').toUpperCase();
  if (clean === '') return null;
  if (!/^[0-9A-Z]{13}$/.test(clean)) throw new BadField('doit compter 13 lettres et chiffres');
  return clean;
}

/** Seven digits and a letter. */
export function uai(raw: string): string {
  const clean = raw.replace(/\s/g, '').toUpperCase();
  if (clean === '') throw new BadField('est vide');
  if (!/^\d{7}[A-Z]$/.test(clean)) throw new BadField('n’est pas un code UAI : sept chiffres et une lettre');
  return clean;
}

export function yes(raw: string): boolean {
  const clean = raw.trim().toLowerCase();
  if (['oui', 'o', '1', 'vrai', 'true', 'x'].includes(clean)) return true;
  if (['non', 'n', '0', 'faux', 'false', ''].includes(clean)) return false;
  throw new BadField('doit être « oui » ou « non »');
}

/**
 * Templates of signatures: what the administrator writes once for a population, with fields in double braces. A line all
 * of whose fields are empty is left out, in the text and in the source of the HTML alike.
 */
import { type Signature, signatureClass } from './signature.ts';

export const fieldNames = ['prenom', 'nom', 'fonction', 'etablissement', 'commune', 'adresse', 'lignes'] as const;
export type FieldName = (typeof fieldNames)[number];

/** What the directory says of somebody; `lignes` is what they add themselves, in lines. Empty where there is nothing. */
export type SignatureFields = Readonly<Record<FieldName, string>>;

/** `html` empty: made of the text. */
export type Template = { readonly text: string; readonly html: string };

/** Where the house has written none. */
export const usualTemplate: Template = {
  text: '{{prenom}} {{nom}}\n{{fonction}}\n{{etablissement}}, {{commune}}\n{{lignes}}\n',
  html: '',
};

export function fieldsIn(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}\n]{0,40})\}\}/g)].map(match => match[1]!.trim());
}

/** The signature of one person; null where nothing is left of it. */
export function fillTemplate({ text, html }: Template, fields: SignatureFields): Signature | null {
  const plain = fill(text, fields, value => value);
  if (plain === '') return null;
  const inner = html.trim() === '' ? linesToHtml(plain) : fill(html, fields, value => linesToHtml(value));
  return { text: plain, html: `<div class="${signatureClass}" lang="fr">${inner}</div>` };
}

function fill(source: string, fields: SignatureFields, write: (value: string) => string): string {
  const lines: string[] = [];
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    const values = fieldsIn(line).map(name => fieldValue(fields, name));
    if (values.length > 0 && values.every(value => value === '')) continue;
    const filled = line.replace(/\{\{([^{}\n]{0,40})\}\}/g, (_, name: string) =>
      write(fieldValue(fields, name.trim())),
    );
    // What parts two fields goes with the one that is missing.
    const tidy = values.includes('') ? filled.replace(/^\s*[,–-]\s*|\s*[,–-]\s*$/g, '') : filled;
    lines.push(tidy.trimEnd());
  }
  return lines.join('\n').trim();
}

function fieldValue(fields: SignatureFields, name: string): string {
  return fieldNames.includes(name as FieldName) ? fields[name as FieldName].trim() : '';
}

function linesToHtml(text: string): string {
  return text.split('\n').map(escapeHtml).join('<br>\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

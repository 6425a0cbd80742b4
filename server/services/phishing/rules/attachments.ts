/** What is attached, and what opening it would do. */
import type { FileKind } from '../../../formats/phishing/files.ts';
import { bits } from '../lexicon.ts';
import type { Look } from '../look.ts';
import type { Family } from './finding.ts';
import type { RuleName } from './sentences.ts';
import { sentenceBits } from './wording.ts';

const byKind: Partial<Record<FileKind, RuleName>> = {
  program: 'file-program',
  script: 'file-program',
  shortcut: 'file-program',
  macro: 'file-macro',
  svg: 'file-active-picture',
  onenote: 'file-active-picture',
  'disk-image': 'file-disk-image',
};

export const attachments: Family = function* (look) {
  const seen = new Set<RuleName>();
  for (const file of look.files) {
    const rules: RuleName[] = [];
    if (file.doubleExtension) rules.push('file-double-ending');
    if (file.hiddenName) rules.push('file-hidden-name');
    const rule = byKind[file.kind];
    if (rule !== undefined && !(file.kind === 'svg' && harmlessDrawing(file))) rules.push(rule);
    if (file.holdsProgram) rules.push('file-holds-program');
    if (file.locked)
      rules.push(
        ...(tellsPassword(look) ? (['file-locked', 'file-locked-password'] as const) : (['file-locked'] as const)),
      );
    if (file.html !== null && file.kind === 'html') {
      const { forms, asksPassword, refresh, scripts } = file.html;
      rules.push(asksPassword || refresh !== null || forms.length > 0 || scripts > 0 ? 'file-html-form' : 'file-html');
    }
    for (const name of rules) {
      if (seen.has(name)) continue;
      seen.add(name);
      yield { rule: name, detail: { file: file.name } };
    }
  }
};

function harmlessDrawing({ html }: Look['files'][number]): boolean {
  return html !== null && html.scripts === 0 && html.links.length === 0 && html.forms.length === 0;
}

/** The text gives a password without asking for one. */
function tellsPassword(look: Look): boolean {
  for (const sentence of sentenceBits(look.tokens)) if ((sentence & bits.secret) !== 0) return true;
  return look.tokens.includes('code') || look.tokens.includes('mdp');
}

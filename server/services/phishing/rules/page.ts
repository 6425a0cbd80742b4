/** How an HTML mail is built. */
import type { Family } from './finding.ts';

/** Words below which a mail with pictures says nothing but by them. */
const fewWords = 12;

export const page: Family = function* ({ html, tokens, linkCount }) {
  if (html === null) return;
  if (html.asksPassword) yield { rule: 'form-password' };
  else if (html.forms.length > 0) yield { rule: 'form' };
  if (html.images > 0 && linkCount > 0 && tokens.length < fewWords) yield { rule: 'picture-only' };
};

/**
 * The few pages that belong to the provider itself: a code typed for a device, leaving, and what went wrong. Plain HTML
 * without script, in both languages, dressed by the portal's own style sheets.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KoaContextWithOIDC } from 'oidc-provider';

export type OidcPages = {
  /** `form`: the hidden fields and the target that the library made. */
  askCode(ctx: KoaContextWithOIDC, form: string, wrong: boolean): void;
  confirmCode(ctx: KoaContextWithOIDC, form: string, application: string, code: string): void;
  deviceDone(ctx: KoaContextWithOIDC, application: string): void;
  askSignOut(ctx: KoaContextWithOIDC, form: string): void;
  signedOut(ctx: KoaContextWithOIDC): void;
  failed(ctx: KoaContextWithOIDC, error: string): void;
};

type Both = { readonly fr: string; readonly en: string };

const never: Both = {
  fr: 'L’administration ne vous demandera jamais votre mot de passe par courriel.',
  en: 'The administration will never ask for your password by e-mail.',
};

/** `front`: the folder of the built portal, whose style sheets are used. */
export function createPages(front: string, portalName: string): OidcPages {
  const styles = stylesOf(front);

  function show(ctx: KoaContextWithOIDC, title: Both, content: string): void {
    const language = ctx.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
    ctx.type = 'html';
    ctx.body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title[language]} — ${escapeHtml(portalName)}</title>
<link rel="icon" href="/mark.svg" type="image/svg+xml">${styles}</head>
<body><div class="page"><header class="page-head"><div class="page-inner"><a class="brand" href="/">
<img class="brand-mark" src="/mark.svg" alt=""><span>${escapeHtml(portalName)}</span></a></div></header>
<main class="page-main"><div class="page-inner"><div class="page-narrow card stack stack-wide">
<h1>${title[language]}</h1>${content}</div></div></main>
<footer class="page-foot"><div class="page-inner"><span>${never[language]}</span></div></footer></div></body></html>`;
  }

  const said = (ctx: KoaContextWithOIDC, text: Both): string =>
    ctx.acceptsLanguages('fr', 'en') === 'en' ? text.en : text.fr;
  const button = (text: string, name = '', weight = 'main'): string =>
    `<button class="button button-${weight}" type="submit"${name === '' ? '' : ` name="${name}" value="yes"`}>${text}</button>`;

  return {
    askCode(ctx, form, wrong) {
      const again = said(ctx, {
        fr: 'Ce code ne convient pas : vérifiez-le sur l’appareil.',
        en: 'This code will not do: check it on the device.',
      });
      const label = said(ctx, { fr: 'Code affiché par l’appareil', en: 'Code shown by the device' });
      const hint = said(ctx, {
        fr: 'Continuez seulement si vous avez vous-même lancé cette demande, sur un appareil que vous avez sous les yeux.',
        en: 'Go on only if you began this yourself, on a device in front of you.',
      });
      const notice = wrong
        ? `<div class="notice notice-bad" role="alert"><span></span><p><strong>${again}</strong></p></div>`
        : '';
      const fields = hiddenOf(form);
      show(
        ctx,
        { fr: 'Relier un appareil', en: 'Connect a device' },
        `${notice}<form class="stack stack-wide" method="post" action="${fields.action}">${fields.hidden}
<div class="field"><label class="field-label" for="code">${label}</label><p class="field-hint" id="hint">${hint}</p>
<input class="field-input field-input-fixed" id="code" name="user_code" autocomplete="off" autocapitalize="characters"
 spellcheck="false" aria-describedby="hint" required></div>
<div class="row">${button(said(ctx, { fr: 'Continuer', en: 'Continue' }))}</div></form>`,
      );
    },
    confirmCode(ctx, form, application, code) {
      const fields = hiddenOf(form);
      const text = said(ctx, {
        fr: `« ${escapeHtml(application)} » pourra agir en votre nom. Le code <span class="fixed unbroken">${escapeHtml(code)}</span> est-il bien celui que montre votre appareil ?`,
        en: `“${escapeHtml(application)}” will be able to act in your name. Is <span class="fixed unbroken">${escapeHtml(code)}</span> the code that your device shows?`,
      });
      const warning = said(ctx, {
        fr: 'Si quelqu’un vous a envoyé ce code ou ce lien, refusez : on cherche à entrer dans votre compte.',
        en: 'If somebody sent you this code or link, refuse: they are trying to enter your account.',
      });
      show(
        ctx,
        { fr: 'Autoriser cet appareil', en: 'Allow this device' },
        `<p class="lead">${text}</p><div class="notice notice-warn"><span></span><p>${warning}</p></div>
<form method="post" action="${fields.action}">${fields.hidden}<div class="row">
${button(said(ctx, { fr: 'Autoriser', en: 'Allow' }))}
${button(said(ctx, { fr: 'Refuser', en: 'Refuse' }), 'abort', 'quiet')}</div></form>`,
      );
    },
    deviceDone(ctx, application) {
      const text = said(ctx, {
        fr: `« ${escapeHtml(application)} » est relié à votre compte : vous pouvez revenir à l’appareil.`,
        en: `“${escapeHtml(application)}” is connected to your account: you may go back to the device.`,
      });
      show(ctx, { fr: 'C’est fait', en: 'Done' }, `<p class="lead">${text}</p>`);
    },
    askSignOut(ctx, form) {
      const fields = hiddenOf(form);
      const text = said(ctx, {
        fr: 'Quitter aussi les autres applications ouvertes avec votre adresse ?',
        en: 'Leave the other applications opened with your address as well?',
      });
      show(
        ctx,
        { fr: 'Se déconnecter', en: 'Sign out' },
        `<p class="lead">${text}</p><form method="post" action="${fields.action}">${fields.hidden}<div class="row">
${button(said(ctx, { fr: 'Tout quitter', en: 'Leave all' }), 'logout')}
${button(said(ctx, { fr: 'Cette application seulement', en: 'This application only' }), '', 'quiet')}</div></form>`,
      );
    },
    signedOut(ctx) {
      const text = said(ctx, { fr: 'Vous avez quitté l’application.', en: 'You have left the application.' });
      show(ctx, { fr: 'À bientôt', en: 'Good-bye' }, `<p class="lead">${text}</p>`);
    },
    failed(ctx, error) {
      const text = said(ctx, {
        fr: 'L’application a fait une demande que le portail refuse, ou cette page a trop attendu. Revenez à l’application et recommencez ; si cela dure, transmettez ce mot au support :',
        en: 'The application asked for something that the portal refuses, or this page waited too long. Go back to the application and try again; if it lasts, give the support this word:',
      });
      show(
        ctx,
        { fr: 'Cette demande ne peut pas aboutir', en: 'This request cannot be met' },
        `<p class="lead">${text} <span class="fixed">${escapeHtml(error)}</span></p><p><a href="/">${said(ctx, { fr: 'Revenir au portail', en: 'Back to the portal' })}</a></p>`,
      );
    },
  };
}

/** Where the library's form goes, and what it carries unseen. */
function hiddenOf(form: string): { action: string; hidden: string } {
  const action = /action="([^"]*)"/.exec(form)?.[1] ?? '';
  return { action, hidden: [...form.matchAll(/<input type="hidden"[^>]*>/g)].join('') };
}

function stylesOf(front: string): string {
  const path = join(front, 'index.html');
  if (!existsSync(path)) return '';
  return [...readFileSync(path, 'utf8').matchAll(/<link rel="stylesheet"[^>]*>/g)].join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}

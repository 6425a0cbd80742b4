/** Newsletters: HTML in tables, as newsletters are, with a text part that says the same. */
import type { Random } from '../random.ts';
import { party, plainSheet, type Written, write } from './compose.ts';
import { upperFirst } from './conversation.ts';
import { sentences } from './grammar.ts';
import { type Circle, sceneOf, service, workingDay } from './scene.ts';

interface Publisher {
  name: string;
  domain: string;
  colour: string;
  outside: boolean;
}

const publishers: readonly Publisher[] = [
  { name: 'La Lettre de l’académie', domain: 'ac-amiens.test', colour: '#1b4f72', outside: false },
  { name: 'Numérique éducatif – l’essentiel', domain: 'ac-amiens.test', colour: '#0e6655', outside: false },
  { name: 'Éditions du Grand Pré', domain: 'grand-pre.test', colour: '#922b21', outside: true },
  { name: 'Lire en Picardie', domain: 'lire-en-picardie.test', colour: '#6c3483', outside: true },
  { name: 'Le Fil des maths', domain: 'fil-des-maths.test', colour: '#b9770e', outside: true },
  { name: 'Théâtre des Quatre-Vents', domain: 'quatre-vents.test', colour: '#283747', outside: true },
  { name: 'Sciences en classe', domain: 'sciences-en-classe.test', colour: '#117864', outside: true },
  { name: 'Entraide des personnels', domain: 'entraide.test', colour: '#a04000', outside: true },
];

const titles = sentences(
  '[Lettre|Bulletin|Infolettre] {référence} : {projet}',
  'Au sommaire : {formation}, {projet} et le reste',
  'Cette semaine : {formation}',
  '{quelques} idées pour vos classes de {niveau}',
  'Spécial {matière}',
  'Rendez-vous le {date} {lieu}',
  'Les inscriptions pour {projet} ferment le {échéance}',
  'Offre enseignants : spécimens de {matière} {niveau}',
);
const headlines = sentences(
  'Retour sur {projet}', 'Dossier : {formation}', 'Portrait : une journée avec un professeur de {matière}',
  'Appel à projets {année}', 'En bref', 'La ressource du mois en {matière}', 'Agenda : le {date}', 'Concours {projet}',
  'Ils l’ont fait en {niveau}', 'Votre avis nous intéresse', 'Une sortie {lieu}', 'Le chiffre : {pourcent}',
  'À lire, à voir, à écouter', 'Parole d’élève', 'Vu en classe de {niveau}',
); // biome-ignore format: a list of titles
const blurbs = sentences(
  '{nombre} établissements de l’académie ont participé, soit {pourcent} de plus que l’an dernier.',
  'Les élèves de {niveau} ont travaillé pendant tout le {trimestre} avec des artistes et des scientifiques.',
  'Le dossier complet propose des séquences prêtes à l’emploi, des témoignages et une bibliographie.',
  'Une rencontre est organisée le {date} à {heure}, ouverte à toutes les équipes.',
  'Les candidatures sont attendues avant le {échéance} ; la dotation peut atteindre {montant}.',
  '« On apprend mieux quand on a quelque chose à raconter », explique une enseignante de {matière}.',
  'Le jury a retenu {quelques} classes, dont une {lieu}.',
  'Le guide, relu par des inspecteurs et des professeurs de {matière}, est gratuit.',
  'Pour en savoir plus, écoutez notre entretien de douze minutes.',
  'Cette année, l’accent est mis sur l’oral et sur le travail en petits groupes.',
  'Les familles peuvent aussi participer, à partir de {petit_montant}.',
  'L’exposition reste visible {lieu} jusqu’au {date2}.',
  'Nous cherchons des classes pilotes, de la grande section à la terminale.',
  'Rien n’est obligatoire, tout est modifiable : prenez ce qui vous sert.',
  'Le questionnaire compte {quelques} questions et se remplit en deux minutes.',
);

/** One issue, sent to the owner of the mailbox. */
export function newsletter(random: Random, circle: Circle, at: number): Written {
  const publisher = random.pick(publishers);
  const author = service(publisher.name, `lettre@${publisher.domain}`, [], publisher.outside);
  const scene = sceneOf(random, at, author, circle.owner, circle);
  const deck = random.shuffle(blurbs);
  const articles = random.sample(headlines, random.int(4, 8)).map((headline, rank) => {
    const event = { ...scene.event, day: workingDay(scene.event.day + rank) };
    const fresh = { ...scene, event, bound: new Map<string, string>() };
    const text = Array.from({ length: random.int(2, 3) }, () => {
      const blurb = deck.shift() ?? random.pick(blurbs);
      return upperFirst(blurb(fresh));
    });
    const link = `https://lettre.${publisher.domain}/a/${random.int(1000, 9999)}`;
    return { title: upperFirst(headline(fresh)), text: text.join(' '), link };
  });
  const subject = upperFirst(random.pick(titles)(scene));
  const leave = `https://lettre.${publisher.domain}/desinscription/${random.bytes(8).toString('hex')}`;
  return write(random, {
    ...plainSheet,
    at,
    author,
    to: [party(circle.owner)],
    subject,
    paragraphs: [...articles.map(each => `${each.title}\n${each.text}\n${each.link}`), `Se désabonner\u00a0: ${leave}`],
    headers: [
      ['List-Unsubscribe', `<${leave}>`],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
      ['List-Id', `<lettre.${publisher.domain}>`],
      ['Precedence', 'bulk'],
    ],
    html: page(publisher, subject, articles, leave),
  });
}

const font = 'font-family:Arial,Helvetica,sans-serif;';

function page(
  publisher: Publisher,
  subject: string,
  articles: readonly { title: string; text: string; link: string }[],
  leave: string,
): string {
  const rows = articles.map(
    ({ title, text, link }) => `
<tr><td style="padding:18px 28px 4px 28px;${font}font-size:20px;line-height:26px;color:${publisher.colour};"><b>${title}</b></td></tr>
<tr><td style="padding:0 28px;"><img src="https://images.${publisher.domain}/${link.slice(-4)}.jpg" width="544" height="180" alt="" style="display:block;border:0;max-width:100%;"></td></tr>
<tr><td style="padding:8px 28px;${font}font-size:15px;line-height:22px;color:#333333;">${text}</td></tr>
<tr><td style="padding:4px 28px 18px 28px;"><a href="${link}" style="background:${publisher.colour};color:#ffffff;${font}font-size:14px;padding:9px 18px;text-decoration:none;border-radius:4px;display:inline-block;">Lire la suite</a></td></tr>`,
  );
  const html = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title>
<style>@media (max-width:620px){.page{width:100%!important}}</style></head>
<body style="margin:0;padding:0;background:#f2f3f4;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" class="page" width="600" cellpadding="0" cellspacing="0" border="0" style="background:#ffffff;">
<tr><td style="background:${publisher.colour};padding:26px 28px;${font}font-size:24px;color:#ffffff;">${publisher.name}</td></tr>
<tr><td style="padding:20px 28px 0 28px;${font}font-size:16px;line-height:24px;color:#111111;"><b>${subject}</b></td></tr>${rows.join('')}
<tr><td style="background:#eaecee;padding:16px 28px;${font}font-size:12px;line-height:18px;color:#566573;">Vous recevez cette lettre à votre adresse professionnelle. <a href="${leave}" style="color:#566573;">Se désabonner</a></td></tr>
</table></td></tr></table><img src="https://images.${publisher.domain}/o.gif" width="1" height="1" alt=""></body></html>
`;
  return html.replaceAll('\n', '\r\n');
}

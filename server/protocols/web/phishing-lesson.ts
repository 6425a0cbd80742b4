/** Where the link of an exercise leads: a kind lesson, without script, pictures or questions. French first. */
export const lessonPage = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>C’était un exercice</title>
<link rel="stylesheet" href="/lecon/style.css">
</head>
<body>
<main>
<h1>C’était un exercice : rien n’est arrivé</h1>
<p>Le message que vous venez de suivre a été envoyé par votre maison pour s’entraîner. Personne n’a rien pris, et personne ne saura que vous êtes ici : seul un nombre est compté.</p>
<h2>Ce qui aurait pu vous alerter</h2>
<ol>
<li><strong>L’adresse de l’expéditeur.</strong> Le nom affiché ne prouve rien ; l’adresse entre chevrons n’était celle d’aucun service connu.</li>
<li><strong>L’urgence.</strong> « Sous 24 heures », « avant ce soir » : on vous presse pour que vous ne réfléchissiez pas.</li>
<li><strong>Le lien.</strong> Avant de le suivre, lisez où il mène ; dans le doute, allez sur le site par l’adresse que vous connaissez.</li>
</ol>
<h2>La prochaine fois</h2>
<p>Déplacez le message dans le dossier « Signaler un hameçonnage », ou servez-vous du bouton « Signaler » : il quitte votre boîte, et vous protégez vos collègues. L’administration ne demande jamais de mot de passe par courriel.</p>
<p>Se tromper arrive aux plus attentifs. Merci d’avoir pris le temps de lire.</p>
<section lang="en">
<h2>This was an exercise: nothing happened</h2>
<p>The message was sent by your own institution. Nothing was taken, and nobody will know you came here: only a number is counted. Next time look at the sender’s address, beware of urgency, read where a link leads, and report the message: it leaves your mailbox and protects your colleagues. The administration never asks for a password by mail.</p>
</section>
</main>
</body>
</html>
`;

/** Served beside it: the pages allow no style of their own. */
export const lessonStyle = `:root{color-scheme:light dark;font:1.125rem/1.6 "Atkinson Hyperlegible",system-ui,sans-serif}
body{margin:0;padding:2rem 1rem}
main{max-width:40rem;margin:auto}
h1{font-size:1.75rem;line-height:1.25}
h2{font-size:1.25rem;margin-top:2rem}
li{margin:.5rem 0}
section{border-top:1px solid;margin-top:2.5rem}
`;

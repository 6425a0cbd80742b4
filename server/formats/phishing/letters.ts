/**
 * Letters that look like others. What a reader takes for "compte" or "ac-amiens.fr" may hold Cyrillic, Greek, full-width or
 * mathematical letters, digits worn as letters, or characters nobody sees: all are brought back to plain ASCII, one pass.
 */

/** Look-alikes that Unicode's own compatibility forms do not resolve, each followed by the letter it passes for. */
const pairs =
  'аa бb вb гr дd еe ёe жx зz иu йu кk лn мm нh оo пn рp сc тt уy фo хx цu чu шw щw ыb ьb эe яr іi їi јj ѕs ԁd ԛq ԝw ӏl ҽe һh ҡk қk ңh ґr єe ђh ћh ѵv ѡw ' +
  'αa βb γy δd εe ζz ηn θo ιi κk λa μu νv ξe οo πn ρp σo ςc τt υu φo χx ψw ωw ϲc ϳj ' +
  'ɑa ɓb ƅb ƈc ɗd ɖd ɛe ǝe ɡg ɢg ɦh ɩi ɪi ɨi ıi ʝj ƙk ɫl ʟl ɭl ɱm ɴn ɲn ŋn øo ɔo ɵo ƥp ɾr ʀr ʂs ƨs ƫt ŧt ʋv ʏy ƴy ƶz ʐz ßb æae œoe đd ðd łl þth ħh ' +
  'աw ցg հh յj ոn ռn սu տs օo ք9 զq';

const passesFor = new Map(
  pairs.split(' ').map(pair => {
    const [letter = '', ...plain] = pair;
    return [letter, plain.join('')] as const;
  }),
);

/** Characters without a width, and those that turn the direction of writing. */
const unseen =
  /\u00ad|\u034f|\u061c|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180e]|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|[\ufe00-\ufe0f]|\ufeff/g;

/** Lower case, without accents, unseen characters or look-alikes. Pure ASCII but for scripts that resemble no Latin. */
export function foldLetters(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .replace(unseen, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[’‘ʼ´`]/g, "'")
    .replace(/[^\x00-\x7f]/gu, letter => passesFor.get(letter) ?? letter);
}

const digitsWorn: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', $: 's' };

/** What a label of a domain is taken for at a glance: also digits for letters, `rn` for `m`, `vv` for `w`. */
export function skeleton(label: string): string {
  return foldLetters(label)
    .replace(/[0134578$]/g, digit => digitsWorn[digit]!)
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('i', 'l');
}

/** A word whose digits stand among letters, read with the letters they are worn for: `c0mpte` is `compte`. */
export function undisguised(word: string): string {
  return /[a-z]/.test(word) ? word.replace(/[0134578$]/g, digit => digitsWorn[digit]!) : word;
}

const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];

/** Whether a word holds letters of two alphabets that resemble each other: no honest word does. */
export function mixesScripts(word: string): boolean {
  if (/^[\x00-\x7f]*$/.test(word)) return false;
  return scripts.filter(script => script.test(word)).length > 1;
}

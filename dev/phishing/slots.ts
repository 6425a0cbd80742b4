import { familyNames, mensNames, womensNames } from '../academie/names.ts';
import type { Slots } from './grammar.ts';

const months = 'janvier février mars avril mai juin septembre octobre novembre décembre'.split(' ');

export const slots: Slots = {
  prenom: random => random.pick(random.chance(0.6) ? womensNames : mensNames),
  nom: random => random.pick(familyNames),
  civilite: random => random.pick(['Madame', 'Monsieur']),
  chef: random => `${random.pick(['Hélène', 'Bruno', 'Fatima', 'Olivier'])} ${random.pick(['Vasseur', 'Delattre', 'Haddad', 'Thuillier'])}`,
  date: random => `${random.int(2, 28)} ${random.pick(months)}`,
  jour: random => random.pick(['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi']),
  heure: random => `${random.int(8, 17)} h ${random.pick(['', '00', '15', '30', '45'])}`.trim(),
  salle: random => `${random.pick(['A', 'B', 'C'])}${random.int(101, 312)}`,
  montant: random => `${random.int(62, 940)},${random.pick(['00', '40', '75', '18'])} €`,
  petit: random => `${random.int(1, 3)},${random.pick(['45', '90', '99', '19'])} €`,
  gros: random => `${random.int(2, 9)} ${random.int(100, 999)} €`,
  ref: random => `${random.pick(['FR', 'CX', 'DP', 'RF'])}${random.int(10_000_000, 99_999_999)}`,
  dossier: random => `${random.int(2025, 2026)}-${random.int(1000, 9999)}`,
  pourcent: random => `${random.int(90, 99)} %`,
  heures: random => random.pick(['24', '48', '72']),
  annee: random => random.pick(['2025', '2026']),
  ecole: random => `${random.pick(['collège', 'lycée', 'école'])} ${random.pick(['Jules-Verne', 'des Trois-Tilleuls', 'Louise-Michel', 'des Hortillons', 'Édouard-Branly'])}`,
  classe: random => `${random.int(3, 6)}e ${random.pick(['A', 'B', 'C'])}`,
  ville: random => random.pick(['Amiens', 'Laon', 'Beauvais', 'Abbeville', 'Péronne', 'Soissons']),
  tel: random => `03 53 01 ${random.int(10, 99)} ${random.int(10, 99)}`,
  jeton: random => random.bytes(5).toString('hex'),
  ip: random => `203.0.113.${random.int(2, 250)}`,
  btc: random => `bc1q${random.bytes(14).toString('hex')}`,
  mdp: random => String(random.int(1000, 9999)),
}; // biome-ignore format: one slot a line

/** Who writes without being a person: services of the rectorat, firms, applications. All invented, all under `.test`. */
import { service } from './scene.ts';

const office = (name: string, local: string) =>
  service(name, `${local}@ac-amiens.test`, [name, 'Rectorat de l’académie']);
const firm = (name: string, address: string) => service(name, address, ['Le service clients', name], true);
const application = (name: string, local: string) => service(name, `${local}@ac-amiens.test`, []);

/** Who writes for the rectorat, by the opener that topics name. */
export const rectorat = {
  rectorat: [
    office('Secrétariat général', 'secretariat-general'),
    office('Cabinet du recteur', 'cabinet'),
    office('Service de la communication', 'communication'),
  ],
  careers: [
    office('DPE – gestion des enseignants', 'dpe'),
    office('DPAE – gestion des administratifs', 'dpae'),
    office('Bureau des mouvements', 'mouvement'),
  ],
  exams: [office('Division des examens et concours', 'dec')],
  training: [office('École académique de la formation continue', 'formation')],
  computing: [office('Direction des systèmes d’information', 'dsi')],
};

export const suppliers = [
  firm('Papeterie du Beffroi', 'commandes@papeterie-beffroi.test'),
  firm('Librairie La Halle aux Livres', 'scolaire@halle-aux-livres.test'),
  firm('Autocars Vimeu-Plaine', 'devis@autocars-vimeu.test'),
  firm('Labo-Sciences Dhormoy', 'ventes@labo-dhormoy.test'),
  firm('Sport & Plein Air', 'clients@sport-plein-air.test'),
  firm('Buro-Net Picardie', 'facturation@buronet.test'),
];

export const applications = [
  application('Assistance', 'assistance'),
  application('Espace de travail', 'ne-pas-repondre'),
  application('Agenda partagé', 'agenda'),
  application('Messagerie', 'messagerie'),
];

import type { CastRow } from './cast.ts';

const years = (year: number) => ({ year });

/** The order is the rank, and the rank makes the HR key and the NUMEN: add at the end. */
// biome-ignore format: one line a person
export const castRows: readonly CastRow[] = [
  // The mailbox that everything is tried on.
  { title: 'Mme', given: 'Anne-Sophie', family: 'Lefèvre', born: '1979-04-18', function: 'Professeure de français', at: ['collègeAmiens'], from: years(9), password: 'Cerise-Violon-82!', messages: 5000 },

  // Homonyms.
  { title: 'Mme', given: 'Marie', family: 'Martin', born: '1974-11-02', function: 'Professeure de mathématiques', at: ['collègeAmiens'], from: years(14), password: 'Bruyère+Canoë+57', messages: 320 },
  { title: 'Mme', given: 'Marie', family: 'Martin', born: '1988-06-21', function: 'Professeure des écoles', at: ['écoleCorbie'], from: years(6), password: 'Tisane&Boussole91', messages: 45 },
  { title: 'Mme', given: 'Marie', family: 'Martin', born: '1969-02-09', population: 'atss', function: 'Adjointe gestionnaire', at: ['lycéeCompiègne'], from: -12, state: 'provisional', letter: 'Kx7m-Pq4t-Zr9w', messages: 0 },
  { title: 'M.', given: 'Jean', family: 'Dupont', born: '1966-09-30', function: 'Professeur d’histoire-géographie', at: ['lycéeAmiens'], from: years(22), password: 'Granit_Papaye_38', messages: 210 },
  { title: 'M.', given: 'Jean', family: 'Dupont', born: '1991-01-15', population: 'contractuel', function: 'Professeur d’anglais', at: ['collègeBeauvais'], from: -140, to: 25, state: 'leaving', password: 'Nuage*Tricot*605', messages: 60 },

  // Names that machines break.
  { title: 'M.', given: 'Rémi', family: 'D’Hervé', born: '1982-08-12', function: 'Professeur d’éducation physique et sportive', at: ['collègeAmiens'], from: years(7), password: 'Cactus:Orgue:714', messages: 85 },
  { title: 'Mme', given: 'Héloïse', family: 'de La Fontaine', born: '1977-03-27', function: 'Professeure de lettres classiques', at: ['lycéeAmiens'], from: years(12), password: 'Safran=Luge=2064', messages: 140 },
  { title: 'Mme', given: 'Maëlle', family: 'Le Goff-Ndiaye', born: '1990-05-05', function: 'Professeure d’espagnol', at: ['lycéeCompiègne'], from: years(3), password: 'Orage;Pinceau;46', messages: 70 },
  { title: 'M.', given: 'Loïc', family: 'Lecœur', born: '1985-12-24', function: 'Professeur de sciences de la vie et de la Terre', at: ['collègeSoissons'], from: years(8), password: 'Dune/Théière/913', messages: 65 },
  { title: 'Mme', given: 'Lætitia', family: 'Vanhœcke', born: '1981-10-08', function: 'Professeure documentaliste', at: ['collègeConty'], from: years(10), password: 'Miel?Hublot?5297', messages: 95 },
  { title: 'M.', given: 'Jean-Baptiste', family: 'de L’Estang du Plessis', born: '1970-07-19', function: 'Professeur de philosophie', at: ['lycéeLaon'], from: years(17), password: 'Falaise%Kiwi%830', messages: 110 },
  { title: 'Mme', given: 'Ngoc-Anh', family: 'Trần', born: '1993-02-14', function: 'Professeure de physique-chimie', at: ['lycéeLaon'], from: years(2), password: 'Lanterne@Figue41', messages: 55 },
  { title: 'M.', given: 'Łukasz', family: 'Wójcik', born: '1987-09-03', function: 'Professeur de génie électrique', at: ['lycéeProAbbeville'], from: years(5), password: 'Comète#Sabot#762', messages: 40 },
  { title: 'Mme', given: 'Anaïs', family: 'L’Haÿ', born: '1995-04-01', function: 'Professeure d’arts plastiques', at: ['collègeBeauvais'], from: years(1), password: 'Rivage^Tomate^58', messages: 35 },
  { title: 'M.', given: 'Ali', family: 'Ba', born: '1989-11-11', population: 'contractuel', function: 'Professeur de mathématiques', at: ['lycéeProAbbeville'], from: -95, to: 170, password: 'Écharpe~Silex~90', messages: 12 },

  // Names that changed: by marriage, and back.
  { title: 'Mme', given: 'Camille', family: 'Rousseau', birthName: 'Bernard', born: '1986-06-17', function: 'Professeure d’allemand', at: ['collègeSoissons'], from: years(9), password: 'Ardoise,Mangue,7', messages: 75 },
  { title: 'Mme', given: 'Nathalie', family: 'Vasseur-Picard', birthName: 'Vasseur', born: '1972-01-28', population: 'atss', function: 'Agente comptable', at: ['lycéeCompiègne'], from: years(15), password: 'Balcon<Noix<4410', messages: 160 },

  // Secretaries, each for one school.
  { title: 'Mme', given: 'Sylvie', family: 'Carpentier', born: '1967-05-23', population: 'atss', function: 'Secrétaire de direction', at: ['collègeAmiens'], from: years(18), role: 'secretary', password: 'Girafe>Ruban>236', messages: 480 },
  { title: 'M.', given: 'Pascal', family: 'Leroy', born: '1971-08-06', population: 'atss', function: 'Secrétaire de direction', at: ['lycéeAmiens'], from: years(11), role: 'secretary', password: 'Crayon|Olive|651', messages: 260 },
  { title: 'Mme', given: 'Nadia', family: 'Benali', born: '1984-12-13', population: 'atss', function: 'Secrétaire de direction', at: ['collègeConty', 'écoleCorbie'], from: years(6), role: 'secretary', password: 'Volcan.Tulipe.19', messages: 130 },

  // Référents numériques: they see the state of accounts and never reset.
  { title: 'M.', given: 'Thomas', family: 'Nguyen', born: '1983-03-09', function: 'Professeur de technologie', at: ['collègeAmiens'], from: years(8), role: 'referent', password: 'Pirogue-Ananas_3', messages: 190 },
  { title: 'Mme', given: 'Inès', family: 'Da Silva', born: '1992-10-30', function: 'Professeure d’économie-gestion', at: ['lycéeProAbbeville'], from: years(4), role: 'referent', password: 'Marmotte+Zinc+84', messages: 50 },

  // The technical support of the rectorat.
  { title: 'M.', given: 'Karim', family: 'Haddad', born: '1980-07-07', population: 'atss', function: 'Technicien informatique', at: ['rectorat'], from: years(10), role: 'support', password: 'Coquille&Jazz&17', messages: 350 },
  { title: 'Mme', given: 'Élodie', family: 'Petit', born: '1994-09-19', population: 'contractuel', function: 'Technicienne informatique', at: ['rectorat'], from: -400, to: 330, role: 'support', password: 'Trapèze*Melon*92', messages: 150 },

  // Security analysts.
  { title: 'Mme', given: 'Gwenaëlle', family: 'Kerbrat', born: '1978-02-20', population: 'atss', function: 'Responsable de la sécurité des systèmes d’information', at: ['rectorat'], from: years(5), role: 'analyst', password: 'Phare:Guitare:308', messages: 240 },
  { title: 'M.', given: 'Olivier', family: 'Thuillier', born: '1986-04-26', population: 'atss', function: 'Analyste de sécurité', at: ['rectorat'], from: years(2), role: 'analyst', password: 'Brouette=Kayak=75', messages: 90 },

  // Administrators: three, for what takes two of them must survive the absence of one.
  { title: 'Mme', given: 'Françoise', family: 'Mercier', born: '1965-11-16', population: 'atss', function: 'Directrice des systèmes d’information', at: ['rectorat'], from: years(19), role: 'administrator', password: 'Sémaphore-Abricot-49!', messages: 700 },
  { title: 'M.', given: 'Bruno', family: 'Deschamps', born: '1976-06-03', population: 'atss', function: 'Administrateur systèmes et réseaux', at: ['rectorat'], from: years(12), role: 'administrator', password: 'Locomotive+Basilic+26', messages: 300 },
  { title: 'M.', given: 'Émile', family: 'Zaïmi', born: '1990-08-29', population: 'atss', function: 'Administrateur de messagerie', at: ['rectorat'], from: years(3), role: 'administrator', password: 'Harmonica_Courgette_81', messages: 120 },

  // Heads of school.
  { title: 'M.', given: 'François', family: 'Garnier', born: '1968-12-05', population: 'direction', function: 'Principal', at: ['collègeAmiens'], from: years(4), password: 'Encrier;Banjo;637', messages: 900 },
  { title: 'Mme', given: 'Brigitte', family: 'Fauvel-Lambert', born: '1964-03-14', population: 'direction', function: 'Proviseure', at: ['lycéeAmiens'], from: years(6), password: 'Jonque%Réglisse%5', messages: 430 },
  { title: 'Mme', given: 'Sandrine', family: 'Cauchois', born: '1975-07-22', population: 'direction', function: 'Principale adjointe', at: ['collègeSoissons'], from: years(2), password: 'Tournesol#Cargo#8', messages: 170 },
  { title: 'Mme', given: 'Marie-Thérèse', family: 'Quiévreux', born: '1970-10-10', population: 'direction', function: 'Directrice d’école', at: ['écoleClermont'], from: years(13), password: 'Dentelle@Radis@43', messages: 0 },

  // Several assignments at once.
  { title: 'Mme', given: 'Aïcha', family: 'Traoré', born: '1982-05-31', population: 'atss', function: 'Infirmière', at: ['collègeAmiens', 'collègeConty', 'écoleCorbie'], from: years(5), password: 'Bivouac?Prune?904', messages: 105 },
  { title: 'Mme', given: 'Delphine', family: 'Aubry', born: '1979-09-09', population: 'atss', function: 'Psychologue de l’éducation nationale', at: ['lycéeLaon', 'collègeSoissons'], from: years(7), password: 'Clairon^Gingembre6', messages: 80 },
  { title: 'M.', given: 'Stéphane', family: 'L’Huillier', born: '1984-02-02', function: 'Professeur d’éducation musicale', at: ['collègeConty', 'collègeAmiens'], from: years(3), password: 'Pélican~Moufle~29', messages: 58 },

  // Contract staff without a NUMEN.
  { title: 'M.', given: 'Yanis', family: 'Ouali', born: '1998-03-18', population: 'contractuel', function: 'Assistant d’éducation', at: ['collègeAmiens'], from: -210, to: 120, numen: false, password: 'Toboggan/Cidre/52', messages: 28 },
  { title: 'Mme', given: 'Chloé', family: 'Marchand', born: '1996-12-01', population: 'contractuel', function: 'Accompagnante d’élèves en situation de handicap', at: ['écoleCorbie'], from: -9, to: 290, numen: false, state: 'provisional', letter: 'Bt5v-Hn8c-Wy3k', messages: 0 },

  // Closed: the thirtieth day after the last one is past.
  { title: 'Mme', given: 'Julie', family: 'Debray', born: '1993-05-12', population: 'contractuel', function: 'Professeure d’histoire-géographie', at: ['collègeBeauvais'], from: -320, to: -45, state: 'closed', messages: 60 },
  { title: 'M.', given: 'Michel', family: 'Crépin', born: '1960-01-07', function: 'Professeur de technologie', at: ['collègeSoissons'], from: years(30), to: -200, state: 'closed', messages: 25 },

  // Leaving: soon, just gone, about to close; retirement and transfer.
  { title: 'M.', given: 'Maxime', family: 'Flament', born: '1994-07-25', population: 'contractuel', function: 'Professeur de mathématiques', at: ['lycéeCompiègne'], from: -180, to: 3, state: 'leaving', password: 'Mandoline!Givre!3', messages: 66 },
  { title: 'Mme', given: 'Océane', family: 'Wargnier', born: '1997-11-20', population: 'contractuel', function: 'Assistante d’éducation', at: ['lycéeAmiens'], from: -300, to: -10, numen: false, state: 'leaving', password: 'Parapente-Thym-70', messages: 22 },
  { title: 'Mme', given: 'Patricia', family: 'Hénocque', born: '1963-04-04', population: 'atss', function: 'Assistante de service social', at: ['directionAisne'], from: years(25), to: -29, state: 'leaving', password: 'Caravelle+Sésame+1', messages: 180 },
  { title: 'M.', given: 'Gérard', family: 'Lemaire', born: '1962-08-15', function: 'Professeur de mathématiques', at: ['lycéeAmiens'], from: years(33), to: 28, state: 'leaving', password: 'Accordéon&Pomelo&9', messages: 600 },
  { title: 'Mme', given: 'Aurélie', family: 'Tétart', born: '1987-01-31', function: 'Professeure d’anglais', at: ['lycéeLaon'], from: years(5), to: 14, state: 'leaving', password: 'Oasis*Quenotte*48', messages: 125 },

  // Coming back: after fourteen months away, and a contract renewed before the account closed.
  { title: 'Mme', given: 'Zoé', family: 'Fontaine', born: '1991-06-06', population: 'contractuel', function: 'Professeure de français', at: ['collègeConty'], from: -20, to: 200, before: [[-760, -425]], password: 'Wagonnet:Cumin:64', messages: 33 },
  { title: 'M.', given: 'Malik', family: 'Sow', born: '1988-10-17', population: 'contractuel', function: 'Professeur d’économie-gestion', at: ['lycéeProAbbeville'], from: -2, to: 180, before: [[-330, -8]], password: 'Zeppelin=Datte=371', messages: 88 },

  // Expected: the first day is still to come.
  { title: 'Mme', given: 'Agathe', family: 'Dufrénoy', born: '1999-02-26', population: 'stagiaire', function: 'Professeure de physique-chimie', at: ['collègeAmiens'], from: 12, state: 'expected', messages: 0 },
  { title: 'M.', given: 'João', family: 'Pereira', born: '1995-05-19', population: 'contractuel', function: 'Professeur d’espagnol', at: ['lycéeLaon'], from: 40, to: 300, numen: false, state: 'expected', messages: 0 },

  // Provisional: letters handed over, lost, or about to expire.
  { title: 'M.', given: 'Noé', family: 'Béranger', born: '2000-07-14', population: 'stagiaire', function: 'Professeur d’histoire-géographie', at: ['collègeAmiens'], from: -6, state: 'provisional', letter: 'Fj2x-Rd6p-Mg7s', messages: 0 },
  { title: 'Mme', given: 'Éléonore', family: 'd’Arcy', born: '1998-09-27', population: 'stagiaire', function: 'Professeure des écoles', at: ['écoleClermont'], from: -15, state: 'provisional', letter: 'Vs4h-Lb9z-Ct2q', messages: 0 },
  { title: 'M.', given: 'Didier', family: 'Caron', born: '1973-03-03', population: 'atss', function: 'Adjoint technique de laboratoire', at: ['lycéeAmiens'], from: -58, state: 'provisional', letter: 'Nw8k-Xf3r-Jp5d', messages: 0 },

  // Suspended by the security service.
  { title: 'M.', given: 'Patrick', family: 'Morel', born: '1974-12-30', function: 'Professeur de génie civil', at: ['lycéeProAbbeville'], from: years(16), state: 'suspended', password: 'Hamac;Cannelle;586', messages: 150 },
  { title: 'Mme', given: 'Lucie', family: 'Renard', born: '1985-08-18', population: 'atss', function: 'Gestionnaire', at: ['directionAisne'], from: years(4), state: 'suspended', password: 'Dirigeable%Pavot%4', messages: 48 },

  // Those whose work fills the house's mail.
  { title: 'Mme', given: 'Fatou', family: 'Diallo', born: '1989-04-22', population: 'atss', function: 'Assistante de service social', at: ['collègeBeauvais'], from: years(3), password: 'Moulinet#Airelle#7', messages: 62 },
  { title: 'Mme', given: 'Solène', family: 'Rivière', born: '1983-11-28', function: 'Conseillère principale d’éducation', at: ['collègeAmiens'], from: years(6), password: 'Sextant@Coing@5108', messages: 380 },
  { title: 'M.', given: 'Hervé', family: 'Saint-Aubin', born: '1969-06-11', function: 'Inspecteur d’académie – inspecteur pédagogique régional', at: ['rectorat'], from: years(7), password: 'Quartz^Sarrasin^93', messages: 270 },
  { title: 'Mme', given: 'Martine', family: 'Poulain', born: '1966-02-24', population: 'atss', function: 'Cheffe de bureau', at: ['rectorat'], from: years(20), password: 'Rosace~Vermeil~822', messages: 510 },
  { title: 'M.', given: 'Guillaume', family: 'Bouchez', born: '1981-09-12', function: 'Professeur d’éducation physique et sportive', at: ['lycéeCompiègne'], from: years(9), password: 'Trombone/Endive/36', messages: 0 },
];

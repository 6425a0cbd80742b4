/** Given and family names to draw from: common ones of the region and of France's many origins, none taken from a list of persons. */

export const womensNames = words(`
Marie Nathalie Isabelle Sylvie Catherine Sandrine Céline Stéphanie Virginie Aurélie Émilie Julie Camille Léa Manon Chloé
Sarah Inès Fatima Nadia Samira Aïcha Fatou Aminata Mariam Leïla Yasmine Amélie Élodie Delphine Laëtitia Sophie Hélène
Florence Véronique Patricia Martine Christine Brigitte Corinne Valérie Karine Audrey Laure Pauline Mathilde Clémence
Élise Agathe Noémie Océane Margaux Lucie Alice Juliette Éléonore Héloïse Maëlle Gwenaëlle Anaïs Zoé Apolline Adèle
Solène Maud Bérénice Flavie Ghislaine Odile Monique Jacqueline Thérèse Geneviève Marguerite Anne-Sophie Marie-Laure
Anne-Marie Marie-Thérèse Marie-Christine Anne-Laure Marie-Claude Lætitia Ngoc Thi-Mai Linh Magdalena Agnieszka Paula
Rosa Carmen Ana Teresa Giulia Francesca Ioana Daria Nina Tatiana`);

export const mensNames = words(`
Jean Philippe Michel Alain Patrick Pascal Laurent Christophe Stéphane Frédéric David Nicolas Sébastien Julien Thomas
Alexandre Maxime Antoine Romain Guillaume Benjamin Kévin Mehdi Karim Yanis Malik Mamadou Ousmane Ibrahima Moussa Rachid
Hervé Thierry Didier Bruno Gilles Éric Olivier Vincent François Franck Gérard Bernard Jacques André Marcel Rémi Loïc
Noé Gaël Maël Tanguy Hugo Lucas Louis Arthur Raphaël Paul Gabriel Adrien Quentin Clément Florian Damien Cédric Ludovic
Jérôme Xavier Étienne Benoît Baptiste Aurélien Mathieu Matthieu Théo Élie Émile Anatole Achille Jean-Baptiste Jean-Marc
Jean-Pierre Jean-François Jean-Luc Pierre-Yves Marc-Antoine Charles-Henri Minh Tuan Łukasz Paweł Andrzej João Miguel
José Diego Marco Stefano Mircea Ivan Dimitri`);

export const familyNames = words(`
Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Roux Fournier
Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier
Chevalier Legrand Gauthier Perrin Morin Dumont Caron Carpentier Vasseur Delattre Leclercq Poulain Boulanger Hautbout
Thuillier Cauchois Debray Dewailly Lheureux Bouchez Crépin Deschamps Delaporte Flament Wargnier Tétart Lenglet Picard
Lecœur Vanhœcke Bœuf Cœuret Delahaye Quiévreux Dhélin Hénocque Bellegueulle Machy Dufrénoy Maillard Candellier Hécart
Benali Haddad Belkacem Bouzid Chérif Mansouri Amrani Saïdi Ouali Zaïmi Traoré Diallo Diop Sow Ndiaye Camara Koné Touré
Nguyen Pham Trần Lê Vu Da_Silva Pereira Ferreira Gonçalves Lopes Fernandez Muñoz Sánchez Rossi Moretti Kowalski
Wiśniewski Wójcik Nowak Popescu Ionescu Novák Schmitt Weber Müller Van_Hove Deprez Vandamme Verhaeghe Le_Goff Le_Gall
Kerbrat Guéguen Quéméner Etcheverry Ibarra Luciani Santoni Rivière Marchand Renard Morel Lemaire Béranger Fauvel Aubry
Barbier Brunet Charpentier Clément Colin Collet Cordier Daniel David Denis Deville Dumas Fabre Fleury Gaillard Gautier
Gérard Giraud Guillot Henry Hubert Humbert Jacob Joly Julien Klein Lacroix Langlois Lebrun Leblanc Lemoine Louis Lucas
Mallet Marie Marty Masson Mathieu Menard Meunier Meyer Millet Moulin Nicolas Noël Olivier Paris Pelletier Perrot Philippe
Pichon Poirier Prévost Rémy Renault Rey Robin Roger Rolland Roussel Royer Schneider Tessier Vidal`);

/** Names that a machine likes to break: apostrophes, particles, several words, one letter. */
export const thornyFamilyNames: readonly string[] = [
  'D’Hervé', 'L’Huillier', 'de La Fontaine', 'de Saint-Aubin', 'du Plessis', 'des Essarts', 'd’Arcy', 'd’Hallencourt',
  'Le Roux de Lens', 'L’Haÿ', 'O’Neill', 'Saint-Just', 'Fauvel-Lambert', 'Vasseur-Picard', 'Benali-Petit', 'Da Silva',
  'Van den Bossche', 'El Amrani', 'Ben Saïd', 'de l’Estang', 'Ba', 'Ly', 'Ô', 'Le Bœuf',
]; // biome-ignore format: read as a list

function words(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+/)
    .map(word => word.replaceAll('_', ' '));
}

/**
 * Passwords that every list of leaks holds, in the shapes people give them when a form asks for capitals, digits and
 * signs. Small, and always there; the operator adds the published lists (`vaguemestre leaked`).
 */

const stems = `password passw0rd p@ssword p@ssw0rd motdepasse motdep@sse m0tdepasse azerty azertyuiop qwerty qwertyuiop
  admin administrateur administrator welcome bienvenue bonjour soleil letmein iloveyou jetaime monkey dragon football
  marseille olympique psgparis doudou chouchou loulou coucou nicolas camille thomas julien sophie caroline isabelle
  princesse princess superman batman starwars pokemon naruto sunshine shadow master secret changeme changezmoi
  education nationale academie professeur enseignant college lycee rectorat directeur direction picardie amiens
  janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre printemps automne hiver vacances
  internet ordinateur microsoft windows google facebook orange france paris bordeaux toulouse nantes strasbourg`
  .split(/\s+/)
  .filter(word => word !== '');

const years = Array.from({ length: 16 }, (_, at) => String(2015 + at));
const numbers = ['1', '12', '123', '1234', '12345', '123456', '1234567890', '01', '007', '69', '80', '00', ...years];
const signs = ['', '!', '.', '*', '$', '@'];

/** Every shape of every stem: some ten thousand passwords. */
export function* leakedWords(): Generator<string> {
  for (const stem of stems) {
    for (const word of [stem, stem[0]!.toUpperCase() + stem.slice(1)]) {
      for (const number of numbers)
        for (const sign of signs) yield* [`${word}${number}${sign}`, `${word}${sign}${number}`];
    }
  }
}

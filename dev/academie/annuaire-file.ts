/** The same people as an annuaire writes them: the XML of its fédérateur, and LDIF. */
import type { Day } from './calendar.ts';
import type { Person } from './person.ts';

type Attribute = readonly [name: string, values: readonly string[]];

export function annuaireXml(people: Iterable<Person>): string {
  const requests = [...people].map(person => {
    const attributes = attributesOf(person).map(
      ([name, values]) =>
        `<attr name="${name}">${values.map(each => `<value>${escaped(each)}</value>`).join('')}</attr>`,
    );
    const { hrKey } = person;
    return `<addRequest><operationalAttributes><attr name="categoriePersonne"><value>PersEducNat</value></attr></operationalAttributes>
<identifier><id>${hrKey}</id></identifier>
<attributes>
${attributes.join('\n')}
</attributes></addRequest>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">
<ficAlimMENESR>
${requests.join('\n')}
</ficAlimMENESR>
`;
}

export function annuaireLdif(people: Iterable<Person>): string {
  const entries = [...people].map(person => {
    const lines = attributesOf(person).flatMap(([name, values]) =>
      values.map(each =>
        /[^ -~]/.test(each) ? `${name}:: ${Buffer.from(each).toString('base64')}` : `${name}: ${each}`,
      ),
    );
    return [`dn: uid=${person.hrKey},ou=personnes,dc=ac-amiens,dc=test`, ...lines]
      .map(line => line.replace(/(.{76})(?=.)/g, '$1\n '))
      .join('\n');
  });
  return `version: 1\n\n${entries.join('\n\n')}\n`;
}

function attributesOf(person: Person): Attribute[] {
  const main = person.assignments.find(each => each.main)!;
  const attributes: Attribute[] = [
    ['ENTPersonJointure', [person.hrKey]],
    ['personalTitle', [person.title]],
    ['sn', [person.familyName]],
    ['ENTPersonNomPatro', [person.birthName ?? person.familyName]],
    ['givenName', [person.givenName]],
    ['ENTPersonDateNaissance', [french(person.birthDate)]],
    ['ENTPersonNumen', person.numen === null ? [] : [person.numen]],
    ['ENTPersonStatut', [person.population]],
    ['ENTPersonStructRattach', [main.uai]],
    [
      'ENTPersonAffectations',
      person.assignments.map(
        ({ uai, firstDay, lastDay }) =>
          `${uai}$${french(firstDay)}$${lastDay === null ? '' : french(lastDay)}$${person.function}`,
      ),
    ],
  ];
  return attributes.filter(([, values]) => values.length > 0);
}

function french(day: Day): string {
  return day.split('-').reverse().join('/');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/**
 * What SCIM says of an agent (RFC 7643, 4.1): the core User, the number of the enterprise extension, and an extension of the
 * house for what French HR knows beside: birth, NUMEN (write-only), assignments with their days.
 */
import SCIMMY from 'scimmy';
import type { Agent, AgentWish } from '../../../services/people/scim.ts';

const { Attribute, Schema, SchemaDefinition } = SCIMMY.Types;

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
// The library takes no other namespace than this one.
const agentUrn = 'urn:ietf:params:scim:schemas:extension:vaguemestre:2.0:Agent';

const readOnly = { direction: 'out', mutable: false } as const;

const agentExtension = new SchemaDefinition('Agent', agentUrn, 'What the HR office of an académie knows of an agent', [
  new Attribute('string', 'birthName', { description: 'Name at birth, where it is not the one in use.' }),
  new Attribute('string', 'birthDate', { description: 'YYYY-MM-DD.' }),
  new Attribute('string', 'numen', { direction: 'in', returned: false, description: 'NUMEN: kept as a keyed hash.' }),
  new Attribute('complex', 'assignments', { multiValued: true, description: 'Schools, with the days served there.' }, [
    new Attribute('string', 'uai', { description: 'UAI of the school.' }),
    new Attribute('string', 'firstDay', { description: 'YYYY-MM-DD.' }),
    new Attribute('string', 'lastDay', { description: 'YYYY-MM-DD; absent where no end is known.' }),
    new Attribute('boolean', 'primary', { description: 'The main one.' }),
  ]),
]);

const enterprise = new SchemaDefinition('EnterpriseUser', enterpriseUrn, 'Enterprise User', [
  new Attribute('string', 'employeeNumber', { description: 'The key HR knows the agent by; that of userName.' }),
]);

export const userDefinition = new SchemaDefinition('User', userUrn, 'Agent', [
  new Attribute('string', 'userName', {
    required: true,
    uniqueness: 'server',
    description: 'The key HR knows the agent by.',
  }),
  new Attribute('complex', 'name', { description: 'Names as HR writes them.' }, [
    new Attribute('string', 'familyName', { description: 'The name in use.' }),
    new Attribute('string', 'givenName', { description: 'Given name.' }),
    new Attribute('string', 'honorificPrefix', { description: 'M. or Mme.' }),
    new Attribute('string', 'formatted', { ...readOnly, description: 'Both names.' }),
  ]),
  new Attribute('string', 'displayName', { ...readOnly, description: 'Both names.' }),
  new Attribute('string', 'title', { description: 'Function.' }),
  new Attribute('string', 'userType', {
    description: 'Population: titulaire, stagiaire, atss, direction, contractuel.',
  }),
  new Attribute('boolean', 'active', { description: 'In service; false ends the service today.' }),
  new Attribute('complex', 'emails', { ...readOnly, multiValued: true, description: 'Given by the house.' }, [
    new Attribute('string', 'value', { description: 'Address.' }),
    new Attribute('string', 'type', { description: 'work' }),
    new Attribute('boolean', 'primary', { description: 'The main one.' }),
  ]),
])
  .extend(enterprise)
  .extend(agentExtension);

/** A resource checked against the definition: what PatchOp works on. */
export class User extends Schema {
  static override get id(): string {
    return userUrn;
  }
  static override get definition(): typeof userDefinition {
    return userDefinition;
  }

  constructor(data: object, direction: 'in' | 'out' | 'both' = 'both') {
    super(data, direction);
    Object.assign(this, userDefinition.coerce(data, direction));
  }
}

/** An agent as a resource. `base`: of the endpoint, as the program sees it. */
export function asResource(agent: Agent, base: string): Record<string, unknown> {
  const { id, externalId, hrKey, givenName, familyName, title, population, active, addresses } = agent;
  const both = `${givenName} ${familyName}`;
  const times = {
    ...(agent.createdAt && { created: agent.createdAt.toISOString() }),
    ...(agent.modifiedAt && { lastModified: agent.modifiedAt.toISOString() }),
  };
  return {
    schemas: [userUrn, enterpriseUrn, agentUrn],
    id: String(id),
    ...(externalId !== null && { externalId }),
    userName: hrKey,
    name: { familyName, givenName, honorificPrefix: title, formatted: both },
    displayName: both,
    title: agent.function,
    userType: population,
    active,
    emails: addresses.map((value, index) => ({ value, type: 'work', primary: index === 0 })),
    [enterpriseUrn]: { employeeNumber: hrKey },
    [agentUrn]: {
      ...(agent.birthName !== null && { birthName: agent.birthName }),
      birthDate: agent.birthDate,
      assignments: agent.assignments.map(({ uai, firstDay, lastDay, main }) => ({
        uai,
        firstDay,
        ...(lastDay !== null && { lastDay }),
        primary: main,
      })),
    },
    meta: { resourceType: 'User', location: `${base}/Users/${id}`, ...times },
  };
}

type Loose = Record<string, unknown>;

/** What a resource wishes; texts that are missing stay empty, and the reader of feeds says so in its own words. */
export function asWish(resource: Loose): AgentWish {
  const name = object(resource.name);
  const extension = object(resource[agentUrn]);
  const assignments = Array.isArray(extension.assignments) ? extension.assignments.map(object) : [];
  return {
    externalId: typeof resource.externalId === 'string' ? resource.externalId.slice(0, 200) : null,
    hrKey: text(resource.userName),
    title: text(name.honorificPrefix),
    givenName: text(name.givenName),
    familyName: text(name.familyName),
    birthName: text(extension.birthName) || null,
    birthDate: text(extension.birthDate),
    numen: text(extension.numen) || null,
    population: text(resource.userType),
    function: text(resource.title),
    active: resource.active !== false,
    assignments: assignments.map(each => ({
      uai: text(each.uai),
      firstDay: text(each.firstDay),
      lastDay: text(each.lastDay) || null,
      main: each.primary === true || assignments.length === 1,
    })),
  };
}

function object(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

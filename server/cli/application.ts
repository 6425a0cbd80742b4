import { listApplications, registerApplication, removeApplication } from '../services/oidc/applications.ts';
import { portalAddress } from './portal-address.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage =
  'application (list | remove IDENTIFIANT | add NOM [--return ADRESSES] [--sign-out ADRESSES] [--back-channel ADRESSE] ' +
  '[--home ADRESSE] [--scope MOTS] [--pairwise] [--program])';

const options = {
  /** Several are parted by spaces, here and for `sign-out` and `scope`. */
  return: { type: 'string' },
  'sign-out': { type: 'string' },
  'back-channel': { type: 'string' },
  home: { type: 'string' },
  scope: { type: 'string' },
  /** It knows each person under a name of its own. */
  pairwise: { type: 'boolean' },
  /** It runs on the person's own device and keeps no secret. */
  program: { type: 'boolean' },
} as const;

/** `vaguemestre application`: the applications that people open with their address, and what they may know. */
export async function application(words: string[]): Promise<void> {
  await withHouse(words, options, async ({ house, settings, words: [verb, name], values }) => {
    if (verb === 'list') {
      for (const each of await listApplications(house)) say(`${each.clientId}  ${each.name}  ${each.scopes.join(' ')}`);
      return;
    }
    if (name === undefined) misunderstood(usage);
    if (verb === 'remove') return await removeApplication(house, 'console', name);
    if (verb !== 'add') misunderstood(usage);
    const { clientId, secret } = await registerApplication(house, 'console', {
      name,
      confidential: values.program !== true,
      redirectUris: parts(values.return),
      signOutUris: parts(values['sign-out']),
      backChannelUri: values['back-channel'] ?? null,
      homeUri: values.home ?? null,
      pairwise: values.pairwise === true,
      scopes: parts(values.scope ?? 'profile email'),
    });
    say(`issuer ${portalAddress(settings)}/oidc`);
    say(`client_id ${clientId}`);
    if (secret !== null) say(`client_secret ${secret}`);
  });
}

function parts(text: string | undefined): string[] {
  return (text ?? '').split(' ').filter(part => part !== '');
}

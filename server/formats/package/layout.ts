/**
 * The package somebody leaves with: one zip that any system opens.
 *
 *     LISEZMOI.txt            what is what, in French
 *     messages/<folder>/…eml  each message, byte for byte
 *     mbox/<folder>.mbox      the same, a file a folder, for mail programs
 *     prive/…                 as above, for folders named private
 *     messages.jsonl          a line a message: folder, flags, keywords, dates, SHA-256
 *     contacts/ …             whatever else the house keeps for the person
 *     manifest.json           folders, and the SHA-256 of every file but the messages, which messages.jsonl covers
 *     seal.json               the house's signature over the manifest (seal.ts)
 */
import type { MailboxRole } from '../../model/mailbox.ts';

export const packageFormat = 'vaguemestre-package';
export const packageVersion = 1;

export type PackagedFolder = {
  readonly name: string;
  readonly role: MailboxRole | null;
  readonly subscribed: boolean;
  readonly private: boolean;
  /** Path of its messages inside the zip, without a slash at the end. */
  readonly directory: string;
};

export type PackagedMessage = {
  readonly path: string;
  readonly folder: string;
  /** Bits of model/email.ts. */
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly receivedAt: string;
  /** Minutes east of Greenwich. */
  readonly zone: number;
  readonly bytes: number;
  readonly sha256: string;
};

export type Manifest = {
  readonly format: typeof packageFormat;
  readonly version: number;
  readonly address: string;
  readonly madeAt: string;
  readonly messages: number;
  readonly folders: readonly PackagedFolder[];
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
};

/** Folders that French law holds to be the agent's own: those whose name says so. */
export function isPrivate(name: string): boolean {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split('/')
    .some(level => /^(prive|personnel|perso|private|personal)s?$/.test(level.trim()));
}

/** Names the directory of each folder: readable, safe on every system, no two alike even without case. */
export function nameDirectories(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const directories = new Map<string, string>();
  for (const name of names) {
    const safe = name
      .split('/')
      .map(
        level =>
          level
            .replace(/[\\:*?"<>|\u0000-\u001f\u007f]/g, '_')
            .replace(/^\.+|[. ]+$/g, '_')
            .slice(0, 100) || '_',
      )
      .join('/');
    let directory = safe;
    for (let rank = 2; taken.has(directory.toLowerCase()); rank += 1) directory = `${safe} (${rank})`;
    taken.add(directory.toLowerCase());
    directories.set(name, directory);
  }
  return directories;
}

/** The text that opens the package. */
export function readMe(address: string, domain: string): string {
  return `Vos messages et vos contacts
============================

Ce fichier contient la boîte aux lettres professionnelle ${address}, telle qu’elle était le jour où il a été fait.

  messages/         chaque message dans un fichier .eml, qu’ouvre tout programme de courrier
  mbox/             les mêmes messages, un fichier par dossier (Thunderbird, Apple Mail…)
  prive/            vos dossiers nommés « Privé » ou « Personnel »
  contacts/         vos contacts, vos listes et vos réglages, s’il y en a
  messages.jsonl    la liste des messages, avec leurs marques et leurs dates
  manifest.json     l’inventaire, avec l’empreinte SHA-256 de chaque fichier
  seal.json         la signature de la maison, qui prouve que rien n’a été changé

Une autre académie équipée de Vaguemestre reprend ce fichier tel quel.

${domain} ne demande jamais de mot de passe par courriel.
`.replaceAll('\n', '\r\n');
}

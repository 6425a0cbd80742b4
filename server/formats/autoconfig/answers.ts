/**
 * How mail programs set themselves up (R12): Thunderbird's `config-v1.1.xml` and Outlook's autodiscover answer, out of the
 * same few values. Pure.
 */

export type MailSettings = {
  readonly domain: string;
  /** Shown to the person, such as the portal's name. */
  readonly name: string;
  readonly imap: Place;
  readonly smtp: Place;
};

type Place = { readonly host: string; readonly port: number };

/** The answer to `/mail/config-v1.1.xml` and `/.well-known/autoconfig/mail/config-v1.1.xml`. */
export function thunderbirdConfig({ domain, name, imap, smtp }: MailSettings): string {
  const server = (kind: 'incoming' | 'outgoing', type: string, at: Place): string => `
    <${kind}Server type="${type}">
      <hostname>${xml(at.host)}</hostname>
      <port>${at.port}</port>
      <socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>password-cleartext</authentication>
    </${kind}Server>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${xml(domain)}">
    <domain>${xml(domain)}</domain>
    <displayName>${xml(name)}</displayName>
    <displayShortName>${xml(name)}</displayShortName>${server('incoming', 'imap', imap)}${server('outgoing', 'smtp', smtp)}
  </emailProvider>
</clientConfig>
`;
}

/** The address that an autodiscover request names; null where it names none. */
export function requestedAddress(body: string): string | null {
  return /<EMailAddress>\s*([^<>\s]{3,254})\s*<\/EMailAddress>/i.exec(body)?.[1] ?? null;
}

/** The answer to `POST /autodiscover/autodiscover.xml`. */
export function autodiscoverAnswer({ imap, smtp }: MailSettings, address: string): string {
  const protocol = (type: string, at: Place): string => `
      <Protocol>
        <Type>${type}</Type>
        <Server>${xml(at.host)}</Server>
        <Port>${at.port}</Port>
        <LoginName>${xml(address)}</LoginName>
        <DomainRequired>off</DomainRequired>
        <SPA>off</SPA>
        <SSL>on</SSL>
        <AuthRequired>on</AuthRequired>
      </Protocol>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>${protocol('IMAP', imap)}${protocol('SMTP', smtp)}
    </Account>
  </Response>
</Autodiscover>
`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Only a path of our own provider, whatever the address holds: nobody is led elsewhere after signing in. */
export function askingApplication(search: string): string | null {
  const asked = new URLSearchParams(search).get('suite');
  return asked !== null && /^[\w-]{1,64}$/.test(asked) ? `/oidc/interaction/${asked}` : null;
}

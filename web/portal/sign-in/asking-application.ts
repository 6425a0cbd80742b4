/** Only a path of our own provider or of another page of the house, whatever the address holds: nobody is led elsewhere after signing in. */
export function askingApplication(search: string): string | null {
  const asked = new URLSearchParams(search);
  const [interaction, page] = [asked.get('suite'), asked.get('retour')];
  if (interaction !== null && /^[\w-]{1,64}$/.test(interaction)) return `/oidc/interaction/${interaction}`;
  return page !== null && /^\/(?:courrier|bureau|console)(?:[/?]|$)/.test(page) ? page : null;
}

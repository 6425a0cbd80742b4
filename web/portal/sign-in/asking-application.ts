/** Only a path of our own provider or of the mail, whatever the address holds: nobody is led elsewhere after signing in. */
export function askingApplication(search: string): string | null {
  const asked = new URLSearchParams(search);
  const [interaction, mail] = [asked.get('suite'), asked.get('retour')];
  if (interaction !== null && /^[\w-]{1,64}$/.test(interaction)) return `/oidc/interaction/${interaction}`;
  return mail !== null && /^\/courrier(?:[/?]|$)/.test(mail) ? mail : null;
}

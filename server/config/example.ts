/** The example file, derived from the declarations: `deploy/example.conf` is this text, and CI compares. */
import { declarations } from './settings.ts';

/** Every setting with its two sentences in both languages; those with a default are commented out. */
export function exampleConfiguration(): string {
  const paragraphs = Object.entries(declarations).map(([name, declaration]) => {
    const value = 'default' in declaration ? declaration.default : undefined;
    const line = value === undefined ? `${name} = ` : `#${name} = ${value}`;
    return `# ${declaration.fr}\n# ${declaration.en}\n${line}\n`;
  });
  return `# Vaguemestre : configuration. « nom = valeur » ; ce qui suit un # est ignoré.\n\n${paragraphs.join('\n')}`;
}

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [react(), mailAtOnce(), compressed(), keptFiles()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      input: {
        portal: 'index.html',
        courrier: 'courrier.html',
        bureau: 'bureau.html',
        console: 'console.html',
        worker: 'webmail/offline/worker.ts',
      },
      output: {
        // A worker's address says what it may answer for: it lies beside the page, under a name that never changes.
        entryFileNames: ({ name }) => (name === 'worker' ? 'courrier-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});

/**
 * The page of the mail names all that its first screen needs, though its first lines (`webmail/ahead.ts`) ask for it only
 * once they run: scripts, styles and letters come together.
 */
function mailAtOnce(): Plugin {
  return {
    name: 'mail-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, filename }) {
        if (!filename.endsWith('courrier.html')) return html;
        const chunks = Object.values(bundle).filter(each => each.type === 'chunk');
        const main = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/webmail/main.tsx'));
        const imports = (main?.imports ?? []).flatMap(name => chunks.find(each => each.fileName === name) ?? []);
        const link = (rel: string, file: string, more = {}) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `/${file}`, ...more },
          injectTo: 'head' as const,
        });
        const letters = Object.keys(bundle).filter(name => /hyperlegible-latin-[47]00-normal-[^.]*\.woff2$/.test(name));
        const needed = main === undefined ? imports : [...imports, main];
        const styles = needed.flatMap(chunk => [...(chunk.viteMetadata?.importedCss ?? [])]);
        const links = [
          ...styles.map(file => link('stylesheet', file)),
          ...needed.reverse().map(({ fileName }) => link('modulepreload', fileName)),
        ];
        return [...links, ...letters.map(file => link('preload', file, { as: 'font', type: 'font/woff2' }))].filter(
          ({ attrs }) => !html.includes(`href="${attrs.href}"`),
        );
      },
    },
  };
}

/** Puts a compressed copy beside what compresses well: the server hands it out as it is. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const files = (await readdir(join(dir, 'assets'))).filter(name => /\.(js|css)$/.test(name));
      for (const name of files) {
        const path = join(dir, 'assets', name);
        await writeFile(`${path}.br`, await promisify(brotliCompress)(await readFile(path)));
      }
    },
  };
}

/** Lists what the mail needs without network, for its worker: what its page asks for, at once or later, and the typefaces. */
function keptFiles(): Plugin {
  return {
    name: 'kept-files',
    apply: 'build',
    generateBundle: {
      // Last of all: a chunk of nothing but style has lost its script by then, and one file that is not there keeps none.
      order: 'post',
      handler(_options, bundle) {
        const files = new Set(Object.keys(bundle).filter(name => name.endsWith('.woff2')));
        const waiting = Object.values(bundle).flatMap(({ fileName, name }) => (name === 'courrier' ? [fileName] : []));
        for (const file of waiting) {
          const chunk = bundle[file];
          if (files.has(file) || chunk?.type !== 'chunk') continue;
          files.add(file);
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) files.add(sheet);
          waiting.push(...chunk.imports, ...chunk.dynamicImports);
        }
        this.emitFile({
          type: 'asset',
          fileName: 'courrier-files.json',
          source: JSON.stringify([...files].map(name => `/${name}`)),
        });
      },
    },
  };
}

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [react(), compressed(), keptFiles()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      input: { portal: 'index.html', courrier: 'courrier.html', worker: 'webmail/offline/worker.ts' },
      output: {
        // A worker's address says what it may answer for: it lies beside the page, under a name that never changes.
        entryFileNames: ({ name }) => (name === 'worker' ? 'courrier-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});

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

/** Lists what the mail needs without network, for its worker: all files but those of the portal alone. */
function keptFiles(): Plugin {
  return {
    name: 'kept-files',
    apply: 'build',
    generateBundle: {
      // Last of all: a chunk of nothing but style has lost its script by then, and one file that is not there keeps none.
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter(name => name.startsWith('assets/') && !name.includes('/portal-'));
        this.emitFile({
          type: 'asset',
          fileName: 'courrier-files.json',
          source: JSON.stringify(files.map(name => `/${name}`)),
        });
      },
    },
  };
}

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [react(), compressed()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: true },
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

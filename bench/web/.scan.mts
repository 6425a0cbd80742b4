import { fold } from '../../server/formats/message/fold.ts';
import { letters } from './fill.ts';

const parts: string[] = [];
let n = 0;
for (const l of letters('marie.martin@ac-amiens.test', 1500)) {
  parts.push(fold(l.raw.toString('latin1').slice(0, 1500)));
  n++;
}
const one = Buffer.from(parts.join('\n'));
const big = Buffer.concat(Array.from({ length: Math.ceil(100e6 / one.length) }, () => one));
const segs: Buffer[] = [];
for (let at = 0; at < big.length; at += 96000) segs.push(big.subarray(at, at + 96000));
const strs = segs.map(s => s.toString('latin1'));
function time(name: string, f: () => number) {
  let best = 1e9,
    r = 0;
  for (let i = 0; i < 4; i++) {
    const u = process.cpuUsage();
    r = f();
    const d = process.cpuUsage(u);
    best = Math.min(best, d.user + d.system);
  }
  console.log(name.padEnd(28), (best / 1000).toFixed(0), 'ms cpu', r);
}
console.log('MB', big.length / 1e6);
for (const w of ['bulletin', 'reunion', 'emploi', 'conseil de classe', 'zzzyx']) {
  const needle = Buffer.from(w);
  time('buffer ' + w, () => {
    let c = 0;
    for (const s of segs) for (let at = s.indexOf(needle); at >= 0; at = s.indexOf(needle, at + 1500)) c++;
    return c;
  });
  time('string ' + w, () => {
    let c = 0;
    for (const s of strs) for (let at = s.indexOf(w); at >= 0; at = s.indexOf(w, at + 1500)) c++;
    return c;
  });
  const re = new RegExp(w, 'g');
  time('regexp ' + w, () => {
    let c = 0;
    for (const s of strs) {
      re.lastIndex = 0;
      for (let m = re.exec(s); m; m = re.exec(s)) {
        c++;
        re.lastIndex = m.index + 1500;
      }
    }
    return c;
  });
}

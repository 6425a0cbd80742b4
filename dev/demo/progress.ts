/** Tells what takes long: on a terminal one line that changes, elsewhere one line a step. `null` clears it. */
export function showProgress(json: boolean): (step: string | null) => void {
  const out = process.stderr;
  const began = performance.now();
  let last = '';
  return step => {
    if (json) return;
    if (out.isTTY) {
      out.write(step === null ? '\r\x1b[K' : `\r\x1b[K${seconds(began)} ${step}`);
      return;
    }
    // Counts of the same step are told once here.
    const kind = step?.replace(/\s*:.*$/, '') ?? '';
    if (kind !== '' && kind !== last) out.write(`${seconds(began)} ${step}\n`);
    last = kind;
  };
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`;
}

/**
 * Lines of the log, written once a turn of the event loop: a write to a pipe is a system call that waits, and under load
 * one for each line cost as much as reading the message it speaks of. What is gathered when the process ends is written.
 */
export function gatherLines(out: NodeJS.WritableStream): (line: string) => void {
  let text = '';
  const write = (): void => {
    if (text !== '') out.write(text);
    text = '';
  };
  process.once('exit', write);
  return line => {
    if (text === '') setImmediate(write);
    text += `${line}\n`;
  };
}

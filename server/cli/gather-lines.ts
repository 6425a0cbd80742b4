/**
 * Lines of the log, written once a turn of the event loop: a write to a pipe is a system call that waits, and under load
 * one for each line cost as much as reading the message it speaks of. What is gathered when the process ends is written.
 * Never more than a pipe takes at once: the lines of several processes into the same pipe stay whole.
 */
/** Bytes that a pipe takes in one piece: PIPE_BUF of Linux. */
const atomic = 4096;

export function gatherLines(out: NodeJS.WritableStream): (line: string) => void {
  let text = '';
  // Whoever read the log has gone: the house goes on without.
  out.on('error', () => {});
  const write = (): void => {
    if (text !== '') out.write(text);
    text = '';
  };
  process.once('exit', write);
  return line => {
    if (text !== '' && Buffer.byteLength(text) + Buffer.byteLength(line) >= atomic) write();
    if (text === '') setImmediate(write);
    text += `${line}\n`;
  };
}

/** The timers a connection lives by. They are an argument so that a test can own the hour; `systemTimers` is Node's. */
export type Timers = {
  setTimeout<T>(run: (argument: T) => void, milliseconds: number, argument: T): unknown;
  clearTimeout(timer: unknown): void;
};

/** Node's timers, which do not keep a stopping process alive. */
export const systemTimers: Timers = {
  setTimeout: (run, milliseconds, argument) => setTimeout(run, milliseconds, argument).unref(),
  clearTimeout: timer => clearTimeout(timer as NodeJS.Timeout),
};

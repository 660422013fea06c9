/** How a program is asked to stop: cleanly by the first signal, at once by a later one. */

export const STOP_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Ctrl+C reaches npm and the program, and npm hands it on: pressed once, it comes twice. */
const ONE_PRESS_MS = 500;

/** @param stop Ends the process when it is done; called once. */
export function onStopSignal(stop: () => void): void {
  let askedAt: number | undefined;
  const ask = () => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      stop();
    } else if (performance.now() - askedAt > ONE_PRESS_MS) process.exit(1);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, ask);
}

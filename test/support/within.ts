/** Waits that end: what hangs is a failure that says what was waited for. */

const underway = new Set<{ readonly what: string }>();

/**
 * @param what Such as `GET /sandbox`.
 * @param act Its signal is aborted when the time is over.
 * @throws {Error} The time is over. It names what was begun meanwhile and is waited for still.
 */
export async function within<T>(
  ms: number,
  what: string,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const one = { what };
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} has not come to its end within ${ms / 1_000} s${stillThere(one)}`));
      over.abort();
    }, ms);
  });
  underway.add(one);
  try {
    return await Promise.race([act(over.signal), late]);
  } finally {
    clearTimeout(timer);
    underway.delete(one);
  }
}

/** @param begun After this one. Default: all. The last few, for they are what the others wait for. */
export function stillThere(begun?: object): string {
  const all = [...underway];
  const after = all.slice(all.findIndex((one) => one === begun) + 1);
  const names = after.slice(-5).map(({ what }) => what);
  return names.length === 0 ? '' : `; waited for: ${names.join(', ')}`;
}

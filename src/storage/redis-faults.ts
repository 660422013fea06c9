/** What is wrong with Redis, in our words: its own may repeat what was sent, and that holds a password. */

export interface RedisFault {
  readonly reason: string;
  /** It does not pass by itself: somebody has to mend the settings. */
  readonly isLasting: boolean;
}

/** By how Redis begins its refusal. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/^(WRONGPASS|NOAUTH|ERR AUTH)\b/, 'REDIS_URL holds a wrong user name or password, or none'],
  [/^ERR (invalid )?DB index/, 'REDIS_URL names a database that is not there'],
  [/^NOPERM\b/, 'the user of REDIS_URL may not do what is needed here'],
  [/^OOM\b/, 'its memory is full'],
  [/^READONLY\b/, 'it is a replica, which cannot be written to'],
];

/** @param isTls The URL begins with `rediss:`. */
export function describeRedisFault(error: unknown, isTls: boolean): RedisFault {
  const fault: NodeJS.ErrnoException = error instanceof Error ? error : new Error();
  const { code = '', message } = fault;
  const { name: kind } = fault.constructor; // the package leaves `name` as it is
  const refusal = REFUSALS.find(([beginning]) => beginning.test(message));
  if (refusal) return { reason: refusal[1], isLasting: true };
  // A server without TLS waits for the rest of what it takes for a command.
  if (isTls && (kind === 'ConnectionTimeoutError' || /^ERR_(SSL|TLS)/.test(code))) {
    return {
      reason: 'no TLS came about: is REDIS_URL to begin with redis: there?',
      isLasting: true,
    };
  }
  if (code !== '') return { reason: `no connection (${code})`, isLasting: false };
  if (/timeout/i.test(message)) return { reason: 'no answer in time', isLasting: false };
  const [word] = /^[A-Z]{3,}\b/.exec(message) ?? [];
  if (word !== undefined) return { reason: `it refuses (${word})`, isLasting: false };
  return { reason: 'the connection broke off', isLasting: false };
}

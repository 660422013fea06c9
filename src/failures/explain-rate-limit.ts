/** Too many requests: how long to wait, in words for a person. RFC 6585 §4. */
import type { RateLimitError } from '../errors/errors.ts';
import type { Explanation } from './explanation.ts';

export function explainRateLimit(error: RateLimitError): Explanation {
  return {
    status: 503,
    title: 'Too many requests',
    explanation: `${error.host} answered with status 429. ${describeWait(error.waitSeconds)}`,
    whatToDo: 'Wait that long, then try again. Nothing is sent by itself.',
    failure: 'rate-limited',
  };
}

/** @param seconds `undefined` where the server does not say. */
function describeWait(seconds: number | undefined): string {
  if (seconds === undefined) return 'It does not say for how long; a few minutes often help.';
  if (seconds >= 3600) return 'It asks to wait for an hour, or longer.';
  if (seconds < 120)
    return `It asks to wait for ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return `It asks to wait for ${Math.ceil(seconds / 60)} minutes.`;
}

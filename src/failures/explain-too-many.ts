/** Too much of one visitor, or from where they are: when there is more. RFC 6585 §4. */
import type { TooManyRequestsError } from '../errors/errors.ts';
import type { Explanation } from './explanation.ts';

export function explainTooMany({ waitSeconds }: TooManyRequestsError): Explanation {
  const clockTime = new Date(Date.now() + waitSeconds * 1000).toISOString().slice(11, 16);
  return {
    status: 429,
    title: 'That was a lot at once',
    explanation:
      'Strangers share this demo, so each visitor, and each network that visitors come from, has a share of it. Yours is used up for now. Nothing of what you have is lost.',
    whatToDo: `Go on in ${inMinutes(waitSeconds)}, at ${clockTime} UTC. An app on your own machine has no such limit: npm start.`,
  };
}

/** For a person: `1 minute`, `3 minutes`. No less than there is to wait. */
function inMinutes(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

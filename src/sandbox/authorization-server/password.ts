/** Name and password, for the sign-in page and the password grant. */
import type { Context } from '../context.ts';
import { isSameSecret } from '../secrets.ts';
import type { Person } from '../seed/people.ts';

interface Guess {
  username: string;
  password: string;
  /** Of the network, of whoever guesses. */
  address: string;
  /** Bitbucket: two-step verification and the password grant never worked together. */
  isSecondStepImpossible: boolean;
}

type Answer = { person: Person } | { person?: undefined; waitSeconds: number };

/**
 * An unknown name costs as much time as a wrong password, and is counted like one. RFC 6749 §10.10
 *
 * @returns The person, or for how many seconds no guess is looked at, right ones included.
 */
export function checkPassword(context: Context, guess: Guess): Answer {
  const { username, password, address } = guess;
  const { directory, passwordAttempts } = context;
  const waitSeconds = passwordAttempts.secondsToWait(username, address);
  if (waitSeconds > 0) return { waitSeconds };

  const person = directory.findPerson(username);
  const isRight = isSameSecret(password, person?.password ?? '') && password !== '';
  const isEnough = !(guess.isSecondStepImpossible && person?.hasTwoStepVerification);
  if (person && isRight && isEnough) {
    passwordAttempts.forget(username);
    return { person };
  }
  passwordAttempts.countFailure(username, address);
  return { waitSeconds: 0 };
}

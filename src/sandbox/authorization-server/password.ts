/** Name and password, for the sign-in page and the password grant. */
import type { Visitor } from '../../http/visitor.ts';
import { isSameSecret } from '../../secrets/is-same-secret.ts';
import type { Context } from '../context.ts';
import type { Person } from '../seed/people.ts';

interface Guess {
  username: string;
  password: string;
  caller: Visitor;
  /** Bitbucket: two-step verification and the password grant never worked together. */
  isSecondStepImpossible: boolean;
}

type Answer = { person: Person } | { person?: undefined; waitSeconds: number };

/**
 * An unknown name costs as much time as a wrong password, and is counted like one. RFC 6749 §10.10
 *
 * @returns The person, or for how many seconds no guess is looked at, right ones included.
 */
export async function checkPassword(context: Context, guess: Guess): Promise<Answer> {
  const { username, password, caller } = guess;
  const person = context.directory.findPerson(username);
  const { isRight, waitSeconds } = await context.passwordAttempts.judge({
    username,
    caller,
    isRight() {
      const isSame = isSameSecret(password, person?.password ?? '') && password !== '';
      return isSame && !(guess.isSecondStepImpossible && person?.hasTwoStepVerification);
    },
  });
  return person && isRight ? { person } : { waitSeconds };
}

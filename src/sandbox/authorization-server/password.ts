/** Name and password, for the sign-in page and the password grant. */
import type { Directory } from '../directory.ts';
import { isSameSecret } from '../secrets.ts';
import type { Person } from '../seed/people.ts';

/** An unknown name costs as much time as a wrong password. RFC 6749 §10.10 */
export function checkPassword(
  directory: Directory,
  username: string,
  password: string,
): Person | undefined {
  const person = directory.findPerson(username);
  const isRight = isSameSecret(password, person?.password ?? '');
  return isRight && password !== '' ? person : undefined;
}

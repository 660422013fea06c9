/** Query and form parameters, as RFC 6749 §3.1 and §3.2 read them. */
import { InvalidRequestError } from '../errors/errors.ts';

/**
 * The parameters by name. An empty value counts as absent, unknown ones stay unread.
 *
 * @throws {InvalidRequestError} A parameter came twice. RFC 6749 §3.1: "MUST NOT be included more than once".
 */
export function parseParameters(input: unknown): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  if (typeof input !== 'object' || input === null) return parameters;
  for (const [name, value] of Object.entries(input)) {
    if (typeof value !== 'string') {
      throw new InvalidRequestError(`The parameter ${name.slice(0, 40)} came more than once.`);
    }
    if (value !== '') parameters.set(name, value);
  }
  return parameters;
}

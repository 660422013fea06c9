/** How a step is called in a sentence or on a button: by its letter, or what it does where it has none. */

const NAMES: ReadonlyMap<string, string> = new Map([
  ['API', 'the API call'],
  ['Next', 'the next page'],
  ['Refresh', 'the refresh'],
  ['Revoke', 'the revocation'],
]);

export function stepName(letter: string): string {
  return NAMES.get(letter) ?? letter;
}

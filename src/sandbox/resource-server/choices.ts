/** Parameters of lists that name one of a few things. */

/**
 * In any case; what is not among them is ignored. Bitbucket: clients in production send such values, and no
 * refusal is on record.
 */
export function readChoices(
  query: URLSearchParams,
  name: string,
  choices: readonly string[],
): readonly string[] {
  const sent = new Set(query.getAll(name).map((value) => value.toLowerCase()));
  return choices.filter((choice) => sent.has(choice.toLowerCase()));
}

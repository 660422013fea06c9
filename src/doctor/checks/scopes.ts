/** The scopes of the settings: whether they exist, and which of them ask for nothing. */
import { withoutImplied } from '../../scopes/least-scopes.ts';
import { describeBoxes, findScope, isOfApiTokens } from '../../scopes/scopes.ts';
import { fault, fine, note } from '../finding.ts';
import type { Finding } from '../finding.ts';

const FIX = 'Mend scopes (BITBUCKET_SCOPES); the page /scopes finds those that your calls need.';

export function checkScopes(scopes: readonly string[]): Finding[] {
  if (scopes.length === 0) {
    return [
      note('Scopes', 'None are asked for: a token has all that the consumer has.', {
        statement: 'scopes-of-client',
      }),
    ];
  }
  const unknown = scopes.filter((name) => findScope(name) === undefined);
  const ofApiTokens = unknown.filter(isOfApiTokens);
  const others = unknown.filter((name) => !isOfApiTokens(name));
  return [
    ...(others.length > 0
      ? [
          fault('Scopes', `No scope of Bitbucket’s: ${others.map(inShort).join(', ')}.`, {
            whatToDo: FIX,
            statement: 'scope-unknown',
          }),
        ]
      : []),
    ...(ofApiTokens.length > 0
      ? [
          fault('Scopes', `Scopes of API tokens: ${ofApiTokens.join(', ')}.`, {
            whatToDo: FIX,
            statement: 'api-scopes-apart',
          }),
        ]
      : []),
    ...(unknown.length === 0 ? [describeKnown(scopes)] : []),
  ];
}

function describeKnown(scopes: readonly string[]): Finding {
  const least = withoutImplied(scopes);
  const brought = scopes.filter((name) => !least.includes(name));
  const boxes = `Their boxes: ${describeBoxes(least)}.`;
  if (brought.length === 0) return fine('Scopes', boxes, { statement: 'scope-boxes' });
  return note(
    'Scopes',
    `${boxes} Brought along by others, and not needed: ${brought.join(', ')}.`,
    {
      statement: 'scopes-implied',
    },
  );
}

/** A secret may stand in the wrong setting: what does not look like the name of a scope is not printed. */
function inShort(name: string): string {
  return /^[a-z:_-]{1,40}$/.test(name) ? name : `a word of ${name.length} characters`;
}

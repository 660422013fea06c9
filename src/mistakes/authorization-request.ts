/** What goes wrong where the browser is sent to the authorization endpoint. RFC 6749 §4.1.1, §4.1.2.1 */
import type { Draft } from '../runs/draft.ts';
import type { Run } from '../runs/run.ts';
import { add, change, leaveOut, onAnotherHost, withPart } from './edits.ts';
import { inBothEras } from './mistake.ts';
import type { Mistake } from './mistake.ts';

/** What is added to the callback URL; the app takes an answer there, too. */
export const LONGER = '/longer';

const OTHER_PORT = '4999';

export const authorizationRequestMistakes: readonly Mistake[] = [
  {
    id: 'unknown-client',
    step: 'A',
    name: 'An unknown client',
    brings: inBothEras('invalid-client-id'),
    edit: change('client_id', 'nobody-has-registered-this', 'registered nowhere'),
  },
  {
    id: 'redirect-uri-other-host',
    step: 'A',
    name: 'Another redirect URI: other host',
    brings: inBothEras('invalid-redirect-uri'),
    edit: change('redirect_uri', onAnotherHost, 'another host'),
  },
  {
    id: 'redirect-uri-other-port',
    step: 'A',
    name: 'Another redirect URI: other port',
    brings: inBothEras('invalid-redirect-uri'),
    edit: change('redirect_uri', onAnotherPort, 'another port'),
  },
  {
    id: 'redirect-uri-longer-path',
    step: 'A',
    name: 'Another redirect URI: longer path',
    brings: { current: 'invalid-redirect-uri', legacy: 'none' },
    edit: ofCodes(change('redirect_uri', (uri) => uri + LONGER, 'a longer path')),
    statement: 'redirect-matching',
  },
  {
    id: 'redirect-uri-other-scheme',
    step: 'A',
    name: 'Another redirect URI: http for https, or the other way round',
    brings: inBothEras('invalid-redirect-uri'),
    edit: change('redirect_uri', withOtherScheme, 'another scheme'),
  },
  {
    id: 'scope-of-no-consumer',
    step: 'A',
    name: 'A scope that the consumer has not',
    brings: inBothEras('scope-exceeds-client'),
    edit: change('scope', (scope) => `${scope} webhook`, 'webhook is not ticked there'),
    mend: 'new run',
  },
  {
    id: 'scopes-by-comma',
    step: 'A',
    name: 'Scopes with commas between them',
    brings: inBothEras('unknown-scope'),
    edit: change('scope', withCommas, 'commas in the place of spaces'),
    mend: 'new run',
  },
  {
    id: 'response-type-token',
    step: 'A',
    name: 'response_type=token',
    brings: { current: 'implicit-grant-removed' },
    edit: change('response_type', 'token', 'of the implicit grant, which is gone'),
    mend: 'new run',
  },
  {
    id: 'parameter-twice',
    step: 'A',
    name: 'A parameter twice',
    brings: inBothEras('parameter-repeated'),
    edit: add('client_id', (id) => id, 'the same once more'),
  },
  {
    id: 'no-state',
    step: 'A',
    name: 'No state',
    brings: inBothEras('state-missing'),
    edit: ofCodes(leaveOut('state')),
    mend: 'new run',
  },
  {
    id: 'consumer-without-callback',
    step: 'A',
    name: 'A consumer without a callback URL',
    brings: inBothEras('no-callback-url'),
    edit: change(
      'client_id',
      (_text, { server }) => server.consumers?.['without a callback']?.clientId,
      'of a consumer without a callback URL',
    ),
  },
];

/** An answer in the fragment is taken apart by a script, which knows its own address and state alone. */
function ofCodes(edit: NonNullable<Mistake['edit']>): NonNullable<Mistake['edit']> {
  const asksForCode = ({ fields }: Draft) =>
    fields.some(({ name, value }) => name === 'response_type' && value === 'code');
  return (draft: Draft, run: Run) => (asksForCode(draft) ? edit(draft, run) : undefined);
}

/** Between two at the least: where fewer are asked for, others are put there. */
function withCommas(scope: string): string {
  const asked = scope.split(' ').filter((name) => name !== '');
  const enough =
    asked.length > 1 ? asked : [...new Set([...asked, 'account', 'email'])].slice(0, 2);
  return enough.join(',');
}

/** Of the loopback address, any port will do. RFC 8252 §7.3 */
function onAnotherPort(uri: string): string | undefined {
  const isFree = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(?=[:/]|$)/.test(uri);
  return isFree ? undefined : withPart({ port: OTHER_PORT })(uri);
}

function withOtherScheme(uri: string): string {
  return uri.startsWith('https:') ? uri.replace('https:', 'http:') : uri.replace('http:', 'https:');
}

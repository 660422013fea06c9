/** What goes wrong where a code, or the client's own credentials, are traded for a token. RFC 6749 §4.1.3, §4.4.2 */
import { resolveFor } from '../runs/run.ts';
import { secret } from '../runs/draft.ts';
import type { Draft } from '../runs/draft.ts';
import { change, leaveOut, onAnotherHost, withoutMistake } from './edits.ts';
import { inBothEras } from './mistake.ts';
import type { Mistake, Scene } from './mistake.ts';

export const tokenRequestMistakes: readonly Mistake[] = [
  {
    id: 'wrong-secret',
    step: 'D',
    name: 'A wrong secret',
    brings: inBothEras('wrong-client-credentials'),
    edit: change('Authorization', secret('client-authentication', 'invented'), 'a wrong secret'),
  },
  {
    id: 'no-credentials',
    step: 'D',
    name: 'No credentials',
    brings: inBothEras('client-credentials-missing'),
    edit: leaveOut('Authorization', 'nobody says who asks'),
  },
  {
    id: 'bearer-for-basic',
    step: 'D',
    name: 'Bearer in the place of Basic',
    brings: inBothEras('bearer-at-token-endpoint'),
    edit: change(
      'Authorization',
      secret('client-authentication', 'bearer'),
      'Bearer in the place of Basic',
    ),
  },
  {
    id: 'json-body',
    step: 'D',
    name: 'JSON in the place of a form',
    brings: inBothEras('unsupported-grant-type-none'),
    edit: (draft) => ({ ...draft, body: 'json' }),
    note: 'The body goes out as JSON.',
  },
  {
    id: 'redirect-uri-slash',
    step: 'D',
    name: 'Another redirect URI: a slash too many',
    brings: inBothEras('redirect-uri-does-not-match'),
    edit: change('redirect_uri', (uri) => `${uri}/`, 'a slash too many'),
    mend: 'new run',
  },
  {
    id: 'redirect-uri-host',
    step: 'D',
    name: 'Another redirect URI: another host',
    brings: { current: 'redirect-uri-other-host', legacy: 'redirect-uri-does-not-match' },
    edit: change('redirect_uri', onAnotherHost, 'another host'),
    mend: { legacy: 'new run' }, // current: compared before the code is looked at
  },
  {
    id: 'redirect-uri-none',
    step: 'D',
    name: 'No redirect URI',
    brings: inBothEras('redirect-uri-does-not-match'),
    edit: leaveOut('redirect_uri', 'left out, and it was in the first request'),
    mend: 'new run',
  },
  {
    id: 'no-code',
    step: 'D',
    name: 'No code',
    brings: inBothEras('code-missing'),
    edit: leaveOut('code'),
  },
  {
    id: 'used-code',
    step: 'D',
    name: 'A code that was used',
    brings: inBothEras('code-not-valid'),
    edit: change('code', secret('code', 'used'), 'one that was used'),
    before: useCodeFirst,
    note: 'The same request goes out once before, as it should be.',
    mend: 'new run',
  },
  {
    id: 'old-code',
    step: 'D',
    name: 'A code eleven minutes old',
    brings: inBothEras('code-not-valid'),
    edit: change('code', secret('code', 'old'), 'eleven minutes old'),
    passes: '11 minutes',
    note: 'Eleven minutes pass first, by your clock of the sandbox.',
    mend: 'new run',
  },
  {
    id: 'wrong-verifier',
    step: 'D',
    name: 'A wrong verifier',
    brings: inBothEras('verifier-refused'),
    edit: change('code_verifier', secret('code-verifier', 'invented'), 'one that nobody hashed'),
    mend: 'new run',
    statement: 'pkce-verifier',
  },
  {
    id: 'public-consumer',
    step: 'D',
    name: 'A public consumer',
    isOf: 'client alone',
    brings: inBothEras('public-consumer'),
    edit: (draft, run) => (isForClient(draft) ? asPublicConsumer(draft, run) : undefined),
  },
];

const asPublicConsumer = change(
  'Authorization',
  { ...secret('client-authentication'), of: 'public' },
  'those of a consumer that is not private',
);

function isForClient({ fields }: Draft): boolean {
  return fields.some(({ value }) => value === 'client_credentials');
}

/** What it brings is thrown away: the replay withdraws it. RFC 6749 §4.1.2 */
async function useCodeFirst({ run, draft, tokens }: Scene): Promise<void> {
  const form = Object.fromEntries(resolveFor(run, withoutMistake(draft)));
  const token = await tokens.requestToken(run.server, form, run.wire, draft.step);
  const { accessToken, refreshToken } = token;
  run.wire.erase([accessToken, refreshToken].filter((one) => one !== undefined));
}

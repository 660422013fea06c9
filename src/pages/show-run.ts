/** A run, ready for the page of its grant: masked but for the one entry that was asked for. */
import type { Step } from '../grants/facts/grant-facts.ts';
import type { Exchange } from '../wire/exchange.ts';
import { spellingsOf } from '../wire/find-secrets.ts';
import { mask } from '../secrets/mask.ts';
import type { WireLog } from '../wire/wire-log.ts';
import { secretsOf } from '../runs/run.ts';
import type { IssuedToken, Run } from '../runs/run.ts';
import { showExchange } from './show-exchange.ts';
import type { Showing } from './show-exchange.ts';
import { showMoment } from './show-moment.ts';
import { showResults } from './show-results.ts';
import { expiryOf } from './token-life.ts';
import type { RunView, SecretView, TokenView } from './view-model.ts';

/**
 * @param steps Of the grant that was run.
 * @param revealed What "Reveal" was pressed for: the id of an exchange, or the name of a token.
 * @param now Milliseconds since the epoch.
 */
export function showRun(run: Run, steps: readonly Step[], now: number, revealed?: string): RunView {
  const { token, previousToken, results, failure, wire } = run;
  const showing = {
    slug: run.grantSlug,
    secrets: spellingsOf(secretsOf(run)),
    revealed,
    isAlone: false,
    isRevealable: isRevealable(run),
  };
  return {
    id: run.id,
    server: {
      id: run.server.id,
      name: run.server.name,
      host: new URL(run.server.tokenEndpoint).host,
    },
    startedAt: showMoment(run.startedAt),
    ...(failure && { failure, stepFailed: wire.exchanges.at(-1)?.step ?? '' }),
    ...(token && { token: showToken(token, '', now, showing) }),
    ...(previousToken && { previousToken: showToken(previousToken, 'previous-', now, showing) }),
    ...(results && { results: showResults(results, `/${run.grantSlug}/exchanges`, idsOf(wire)) }),
    isTokenRefused: results?.user.isOk === false && results.user.refusal.status === 401,
    exchanges: wire.exchanges.map((exchange) => ({
      ...showExchange(exchange, showing),
      ...countDropped(wire, exchange),
    })),
    stepsDone: stepsDone(run, steps),
  };
}

function idsOf({ exchanges }: WireLog): Set<string> {
  return new Set(exchanges.map(({ id }) => id));
}

/** Said once, where the earlier ones would stand: before the first that is left of the step. */
function countDropped({ exchanges, dropped }: WireLog, { id, step }: Exchange) {
  const count = dropped[step] ?? 0;
  const isFirst = exchanges.find((one) => one.step === step)?.id === id;
  return count > 0 && isFirst ? { droppedBefore: count } : {};
}

/** Tokens of a consumer that strangers share are shown to nobody. S60 */
export function isRevealable({ server }: Run): boolean {
  return server.isClientShared !== true;
}

/** Steps that no exchange stands for took place too, when a later one did. */
function stepsDone({ wire, token, failure }: Run, steps: readonly Step[]): string[] {
  const letters = steps.map(({ letter }) => letter).filter((letter) => letter !== 'API');
  const failedAt = failure && !token ? (wire.exchanges.at(-1)?.step ?? letters[0]) : undefined;
  const end = letters.findIndex((letter) => letter === failedAt);
  const done = end < 0 ? letters : letters.slice(0, end);
  return wire.exchanges.some(({ step }) => step === 'API') ? [...done, 'API'] : done;
}

function showToken(
  token: IssuedToken,
  prefix: string,
  now: number,
  showing: Pick<Showing, 'revealed' | 'isRevealable'>,
): TokenView {
  const show = (secret: string, name: string): SecretView => ({
    masked: mask(secret),
    length: secret.length,
    isRevealable: showing.isRevealable,
    ...(showing.revealed === `${prefix}${name}` && { revealed: secret }),
  });
  const { refreshToken } = token;
  const expiresAt = expiryOf(token);
  return {
    accessToken: show(token.accessToken, 'access-token'),
    tokenType: token.tokenType,
    receivedAt: token.receivedAt,
    scopes: token.scopes,
    ...(expiresAt !== undefined && {
      expiresAt: {
        ...showMoment(expiresAt),
        inSeconds: Math.max(0, Math.round((expiresAt - now) / 1000)),
      },
    }),
    ...(refreshToken !== undefined && {
      refreshToken: show(refreshToken, 'refresh-token'),
    }),
  };
}

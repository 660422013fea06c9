/** A run, ready for the page of its grant: masked but for the one entry that was asked for. */
import type { Exchange } from '../wire/exchange.ts';
import { spellingsOf } from '../wire/find-secrets.ts';
import { mask } from '../wire/redaction.ts';
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
 * @param revealed What "Reveal" was pressed for: the id of an exchange, or the name of a token.
 * @param now Milliseconds since the epoch.
 */
export function showRun(run: Run, now: number, revealed?: string): RunView {
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
    stepsDone: stepsOf(run),
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
function stepsOf({ wire, token, failure }: Run): string[] {
  const failedAt = failure && !token ? (wire.exchanges.at(-1)?.step ?? 'A') : 'Z';
  const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].filter((letter) => letter < failedAt);
  return wire.exchanges.some(({ step }) => step === 'API') ? [...letters, 'API'] : letters;
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

/** One run of a grant: where it ran, what went over the wire, what came of it. Kept on the server, for one visitor. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { ApiResults, FurtherPage } from '../bitbucket/api-results.ts';
import { withVisitorHeaders } from '../bitbucket/servers.ts';
import type { Server } from '../bitbucket/servers.ts';
import type { Explanation } from '../failures/explanation.ts';
import { codeChallengeS256 } from '../oauth/pkce.ts';
import type { Token } from '../oauth/token.ts';
import type { Exchange } from '../wire/exchange.ts';
import { WireLog } from '../wire/wire-log.ts';
import { resolve, valueOf } from './draft.ts';
import type { Draft, Parameter, SecretName, SecretReference } from './draft.ts';
import { latestSent } from './sent.ts';
import type { SentDraft } from './sent.ts';
import { startVisit, visitorOf } from './visitor.ts';

export interface IssuedToken extends Token {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** All at once, or each request when the visitor sends it. */
export type Pace = 'through' | 'step';

export interface Run {
  /** A secret: whoever's session holds it may see the run. A new one once there is something to see: saveRun. */
  id: string;
  /** 1, 2, 3 … of this visitor and grant: what a page calls it by. */
  number: number;
  pace: Pace;
  /** Made for this run, or brought to it: what its drafts name. A password is here while it is sent, and never stored. */
  readonly secrets: {
    state?: string;
    'code-verifier'?: string;
    code?: string;
    password?: string;
    /** Of the other era: what one takes for a token in the wrong place. */
    'foreign-token'?: string;
  };
  /** A mistake that is to be made where its request waits. */
  planned?: string;
  /** It was to be made, and the request that waits has no place for it. */
  misplaced?: string | undefined;
  /** What a shared link was about: looked at once the run has come through. */
  lookAt?: { readonly step: string; readonly view: string | undefined };
  /** The answer of the browser, to be read once more, or read. */
  replay?: Replay;
  /** The request that the visitor is to send. */
  waiting?: Draft;
  /** The form that was sent last, as a digest: a second click brings the same. */
  lastForm?: string;
  /** It has brought something that is worth stealing, and since then the session has a new id, and so has the run. */
  isOfNewSession?: boolean;
  /** The answer is in the fragment, and what came of it in the page: RFC 6749 §4.2. Our server knows no more. */
  isInBrowser?: true;
  /** What was sent, in order: the latest of each step, and a few before. */
  sent: readonly SentDraft[];
  readonly grantSlug: string;
  readonly server: Server;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly wire: WireLog;
  token?: IssuedToken;
  /** What a refresh has replaced. */
  previousToken?: IssuedToken;
  /** Its tokens were taken back by the visitor. RFC 7009 */
  isRevoked?: true;
  results?: ApiResults;
  /** When the token came that the API was called with last: the one in hand may be newer. */
  calledWith?: number | undefined;
  /** That token had run out: the call refreshed it on its way. */
  isRenewedByCall?: true;
  /** The page of a list that was looked at last, after the first. */
  furtherPage?: FurtherPage;
  failure?: Explanation;
  /** Where: the letter of the request or answer. */
  failedStep?: string;
  /** How often its tokens have changed, or were about to: the higher one is the later one. */
  revision: number;
  /** Answers to a refresh that were lost in a row: what was answered is not known. */
  lostRefreshes: number;
}

/** The answer of the browser, read once more: see readAgain. */
export interface Replay {
  /** The id of the mistake that is made in it. */
  readonly mistake: string;
  /** What came of it, once it was read. */
  readonly failure?: Explanation;
}

export function startRun(
  req: Request,
  grantSlug: string,
  server: Server,
  clock: () => number,
  pace: Pace = 'through',
): Run {
  startVisit(req, clock); // what is issued in it is somebody's
  return {
    id: randomUUID(),
    number: 1 + (req.session.runs?.[grantSlug]?.[0]?.number ?? 0),
    pace,
    secrets: {},
    sent: [],
    grantSlug,
    server: withVisitorHeaders(server, visitorOf(req)),
    startedAt: clock(),
    wire: new WireLog(),
    revision: 0,
    lostRefreshes: 0,
  };
}

/** The right value of what a draft names. The client's own credentials are the token client's to send. */
export function findSecret({ secrets, token }: Run, name: SecretName): string | undefined {
  const { 'code-verifier': verifier } = secrets;
  if (name === 'client-authentication') return undefined;
  if (name === 'code-challenge') return verifier && codeChallengeS256(verifier);
  if (name === 'access-token') return token?.accessToken;
  if (name === 'refresh-token') return token?.refreshToken;
  return secrets[name];
}

/** The values of a draft as this run sends them. */
export function resolveFor(run: Run, draft: Draft): Parameter[] {
  return resolve(draft, (reference) => findValue(run, reference));
}

/** A wrong one, where there is one to be had; else the right one. */
function findValue(run: Run, { secret, is }: SecretReference): string | undefined {
  if (is === 'used' && secret === 'refresh-token') return run.previousToken?.refreshToken;
  if (is === 'foreign') return run.secrets['foreign-token'];
  return findSecret(run, secret);
}

/** What went out in an earlier step: the same must go out again. */
export function sentValue(run: Run, step: string, name: string): string | undefined {
  const draft = latestSent(run.sent, step);
  const field = draft?.fields.find((one) => one.name === name);
  const value = field && valueOf(field);
  return typeof value === 'object' ? findValue(run, value) : value;
}

/** Everything of the run that must not show by itself. */
export function secretsOf({ token, previousToken, secrets }: Run): string[] {
  const { code, 'code-verifier': verifier, 'foreign-token': foreign } = secrets;
  const tokens = [token, previousToken].flatMap((one) => [one?.accessToken, one?.refreshToken]);
  return [...tokens, code, verifier, foreign].filter((one) => one !== undefined);
}

/** The API does not take its token, or takes it no more. RFC 6750 §3.1 */
export function isTokenRefused(run: Run): boolean {
  return isCallRefused(run) && run.calledWith === run.token?.receivedAt;
}

/** It did not take the one that it was called with last: there may be a newer one. */
export function isCallRefused({ results }: Run): boolean {
  return results?.user.isOk === false && results.user.refusal.status === 401;
}

/** What the browser brought to the redirection URI. RFC 6749 §4.1.2 */
export function exchangeOfAnswer({ wire }: Run): Exchange | undefined {
  return wire.exchanges.findLast(({ step, channel }) => step === 'C' && channel === 'front');
}

/** The browser was sent to the authorization server, and has not come back. */
export function isUnanswered({ sent, wire, waiting, failure, token, isInBrowser }: Run): boolean {
  const isOver = waiting ?? failure ?? token ?? isInBrowser;
  const hasComeBack = wire.exchanges.some(({ step }) => step === 'C');
  return sent.at(-1)?.endpoint === 'authorization' && isOver === undefined && !hasComeBack;
}

/** The step that is looked at first: what waits, what failed, or the latest. */
export function whereItStands({ isInBrowser, waiting, failedStep, wire, replay }: Run): string {
  if (replay && !replay.failure) return 'C';
  if (isInBrowser) return failedStep ?? 'G';
  return waiting?.step ?? failedStep ?? wire.exchanges.at(-1)?.step ?? 'A';
}

/** The page of the grant, at a step of this run. */
export function stagePath(
  { grantSlug, number }: Pick<Run, 'grantSlug' | 'number'>,
  step: string,
  view?: string,
): string {
  const asView = view === undefined ? '' : `&view=${view}`;
  return `/${grantSlug}?run=${number}&step=${step}${asView}#stage`;
}

/** Tokens of a consumer that strangers share are shown to nobody. S60 */
export function isRevealable({ server }: Run): boolean {
  return server.isClientShared !== true;
}

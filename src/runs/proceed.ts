/** The one way through a run: a request is prepared, and sent at once or when the visitor sends it. */
import type { Request } from 'express';
import type { TokenClient } from '../bitbucket/token-client.ts';
import { explainError } from '../failures/explain-error.ts';
import type { Explanation } from '../failures/explanation.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { STATE_SECONDS } from '../oauth/state.ts';
import type { Token } from '../oauth/token.ts';
import { isChanged, mannerOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { recordAuthorizationRequest } from './front-channel.ts';
import { resolveFor, stagePath, whereItStands } from './run.ts';
import type { Run } from './run.ts';
import { remember } from './sent.ts';
import { recordServerTime, timeAt } from './server-time.ts';
import { callApi, callOnce, saveRun } from './visitor-runs.ts';
import type { RunDependencies } from './visitor-runs.ts';
import { describeSent } from './describe-sent.ts';

/** What a grant makes of what has come: the next request, if there is one. */
export interface Flow {
  /** A form of ours was filled in. RFC 6749 §4.3.1 */
  onForm?(run: Run): Draft;
  /** The token endpoint has issued a token. RFC 6749 §5.1 */
  onToken?(run: Run, token: Token): Draft | undefined;
}

export interface ProceedDependencies extends RunDependencies {
  /** What is to wait where a mistake was planned for here, or has no place. See armPlanned. */
  readonly arm: (run: Run, draft: Draft) => Draft | undefined;
  readonly tokens: TokenClient;
  /** See createRefresh: once for all who ask at the same time. */
  readonly refresh: (run: Run, draft: Draft) => Promise<void>;
  /** See createCallAgain: a token that has ended is renewed on the way. */
  readonly callAgain: (run: Run) => Promise<void>;
}

/** @returns Where the browser goes: to the other side, or to the step on the stage that is looked at next. */
export interface Proceed {
  /** Sends it at once, or has it wait for the visitor. */
  readonly proceed: (req: Request, run: Run, draft: Draft) => Promise<string>;
  /** Sends it, and proceeds with what follows. A failure becomes the run's. */
  readonly send: (req: Request, run: Run, draft: Draft) => Promise<string>;
  /** Something on the way to a request has failed: the run ends there. */
  readonly fail: (req: Request, run: Run, step: string, error: unknown) => Promise<string>;
}

export function createProceed(flow: Flow, dependencies: ProceedDependencies): Proceed {
  const given = { ...dependencies, flow };

  async function proceed(req: Request, run: Run, draft: Draft): Promise<string> {
    const armed = dependencies.arm(run, draft);
    const isOnTheWay = run.pace === 'through' || run.planned !== undefined;
    if (!armed && isOnTheWay && draft.endpoint !== 'form') return send(req, run, draft); // which a person fills in
    run.waiting = armed ?? draft;
    delete run.failure; // of what went before: the visitor goes on
    delete run.failedStep;
    await saveRun(req, dependencies, run);
    return stagePath(run, whereItStands(run));
  }

  async function send(req: Request, run: Run, draft: Draft): Promise<string> {
    await beginToSend(run, draft, dependencies.clock);
    try {
      const outcome = await SENDERS[draft.endpoint](run, draft, given);
      if ('atOnce' in outcome) return await send(req, run, outcome.atOnce);
      if ('next' in outcome) return await after(req, run, draft, outcome.next);
      await saveRun(req, dependencies, run);
      return outcome.url ?? stagePath(run, outcome.step ?? draft.step, outcome.view);
    } catch (error) {
      return fail(req, run, run.failedStep ?? draft.step, error); // a refresh on the way to the API, for one
    }
  }

  /** Step by step, one looks first at what has come: it stands on the stage beside what is next. */
  async function after(req: Request, run: Run, sent: Draft, next: Draft): Promise<string> {
    const path = await proceed(req, run, next);
    const isLookedAt = run.pace === 'step' && run.waiting?.mistake === undefined;
    return isLookedAt ? stagePath(run, answerStep(sent.step)) : path;
  }

  async function fail(req: Request, run: Run, step: string, error: unknown): Promise<string> {
    const failure = explainError(error, describeSent(run, step));
    if (!failure) throw error;
    endFailed(run, step, failure);
    const outcome = failure.code === 'access_denied' ? 'denied' : 'failed';
    dependencies.countRun(run.grantSlug, run.server.id, outcome);
    const view = run.lookAt?.step === step ? run.lookAt.view : undefined;
    await saveRun(req, dependencies, run);
    const reason = error instanceof Error ? error.message : undefined;
    req.log.warn({ failure: failure.title, step, reason }, 'run failed');
    return stagePath(run, step, view);
  }

  return { proceed, send, fail };
}

/** What was said of the request before is over. */
async function beginToSend(run: Run, draft: Draft, clock: () => number): Promise<void> {
  delete run.waiting;
  delete run.misplaced;
  delete run.replay;
  delete run.failure;
  delete run.failedStep;
  delete run.isRenewedByCall;
  await recordServerTime(run, clock);
  run.sent = remember(run.sent, { ...draft, sentAt: clock(), after: run.wire.count });
}

function endFailed(run: Run, step: string, failure: Explanation): void {
  run.failure = failure;
  run.failedStep = step;
  // What a person has typed is not lost: the form waits once more, without the password.
  const [before] = run.sent.slice(-2);
  if (!run.token && before?.endpoint === 'form') run.waiting = before;
}

/** What is next once a request was sent: another one; else the browser goes to a URL, or to a step of the stage. */
type Outcome =
  | { readonly atOnce: Draft }
  | { readonly next: Draft }
  | { readonly url?: string; readonly step?: string; readonly view?: string | undefined };

type Sender = (
  run: Run,
  draft: Draft,
  given: ProceedDependencies & { readonly flow: Flow },
) => Outcome | Promise<Outcome>;

const SENDERS: Readonly<Record<Draft['endpoint'], Sender>> = {
  /** To us. What follows is sent at once: a password waits nowhere. */
  form(run, draft, { flow }) {
    const next = flow.onForm?.(run);
    if (!next) throw new Error(`The step ${draft.step} has no form.`);
    return { atOnce: next };
  },

  /** The browser carries it: what comes of it arrives at our redirection URI. */
  authorization(run, draft) {
    const url = buildAuthorizationUrl(run.server.authorizationEndpoint, resolveFor(run, draft));
    recordAuthorizationRequest(run.wire, url);
    return { url };
  },

  async token(run, draft, { refresh, tokens, clock, countRun, flow }): Promise<Outcome> {
    if (draft.step === 'Refresh') {
      await refresh(run, draft);
      return {};
    }
    const form = Object.fromEntries(resolveFor(run, draft));
    delete run.secrets.password;
    const { server, wire } = run;
    const token = await tokens.requestToken(server, form, wire, draft.step, mannerOf(draft));
    run.token = { ...token, receivedAt: await timeAt(run, clock) };
    countRun(run.grantSlug, run.server.id, 'token');
    const next = flow.onToken?.(run, token);
    return next ? { next } : {};
  },

  async api(run, draft, { api, callAgain }) {
    const { Authorization: accessToken = '' } = Object.fromEntries(resolveFor(run, draft));
    const isCalledAgain = run.results !== undefined; // a token that has just come is as it is
    if (draft.mistake !== undefined) await callOnce(api, run, draft);
    else if (isCalledAgain && run.pace === 'through' && !isChanged(draft)) await callAgain(run);
    else await callApi(api, run, undefined, accessToken);
    const { step, view } = run.lookAt ?? {};
    delete run.lookAt;
    return { ...(step !== undefined && { step, view }) };
  },
};

/** The letter after: the answer of a request is the figure's next message. */
export function answerStep(step: string): string {
  return /^[A-Z]$/.test(step) ? String.fromCharCode(step.charCodeAt(0) + 1) : step;
}

/** Has it waited longer than its state is good for? */
export function isTooLate({ startedAt, waiting }: Run, now: number): boolean {
  return waiting?.endpoint === 'authorization' && now - startedAt > STATE_SECONDS * 1000;
}

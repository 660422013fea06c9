/** A run, made into what may leave the app. The one door: what is exported is made of what comes out of here. */
import { eraOf } from '../bitbucket/servers.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { isUnanswered } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { isStranded } from '../mistakes/outcome.ts';
import { valueOf } from '../runs/draft.ts';
import type { Draft } from '../runs/draft.ts';
import type { SentDraft } from '../runs/sent.ts';
import type { Exchange } from '../wire/exchange.ts';
import { MADE_BY } from './made-by.ts';
import { describeLimits } from './limits.ts';
import { createRedact } from './redact.ts';
import type { Redact } from './redact.ts';
import type { ExchangeRecord, FailureRecord, RunRecord, Standing } from './run-record.ts';

/** @param redirectUri As it is registered with the client. */
export function redactRun(run: Run, grant: GrantFacts, redirectUri: string): RunRecord {
  const redact = createRedact(run);
  const { server, failure } = run;
  const { id, name, authorizationEndpoint, tokenEndpoint, apiBaseUrl } = server;
  const era = eraOf(id);
  const person = findPerson(run);
  return {
    format: 'bitbucket-oauth-grants run',
    version: 1,
    madeBy: MADE_BY,
    grant: {
      slug: grant.slug,
      title: grant.title,
      source: `RFC ${grant.source.rfc} §${grant.source.section}`,
    },
    server: { id, name, ...(era && { era }), authorizationEndpoint, tokenEndpoint, apiBaseUrl },
    clientId: server.client.clientId,
    redirectUri,
    ...(person !== undefined && { person }),
    run: run.number,
    startedAt: timeOf(run.startedAt),
    standing: standingOf(run),
    ...(failure && { failure: redactFailure(run, failure, redact) }),
    notes: describeLimits(run, grant),
    exchanges: run.wire.exchanges.map((exchange) => redactExchange(exchange, run, redact)),
  };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function standingOf(run: Run): Standing {
  if (run.failure || isStranded(run)) return { is: 'failed' };
  if (run.waiting) return { is: 'waiting', step: run.waiting.step };
  if (run.isInBrowser) return { is: 'in the browser' };
  return { is: isUnanswered(run) ? 'unanswered' : 'done' };
}

/** As the API has called them, or as they were typed into a form of the client's. */
function findPerson({ server, results, sent }: Run): string | undefined {
  const user = results?.user.isOk ? results.user.values[0] : undefined;
  const typed = sent
    .find(({ endpoint }) => endpoint === 'form')
    ?.fields.find(({ name }) => name === 'username');
  const username = typed && valueOf(typed);
  return server.resourceOwners.find(
    (one) => one.displayName === user?.display_name || one.username === username,
  )?.username;
}

function redactFailure(
  run: Run,
  { title, code, theirWords, failure: slug }: NonNullable<Run['failure']>,
  redact: Redact,
): FailureRecord {
  return {
    step: run.failedStep ?? '',
    title: redact.text(title),
    ...(code !== undefined && { code: redact.text(code) }),
    ...(theirWords !== undefined && { words: redact.text(theirWords) }),
    ...(slug !== undefined && { slug }),
  };
}

function redactExchange(exchange: Exchange, run: Run, redact: Redact): ExchangeRecord {
  const { id, step, title, channel, from, to, request, response } = exchange;
  const { durationMs, failure, leftOut, aheadMs, sentAt = run.startedAt } = exchange;
  const before = sentBefore(exchange, run.sent);
  const draft = before && isSentOf(exchange, before) ? before : undefined;
  return {
    id,
    step,
    title: redact.text(title),
    channel,
    from,
    to,
    sentAt: timeOf(sentAt),
    ...(durationMs !== undefined && { durationMs: Math.round(durationMs) }),
    request: {
      method: request.method,
      url: redactUrl(request.url, redact),
      headers: request.headers.map(redact.header),
      ...(request.form && { form: request.form.map(redact.field) }),
    },
    ...(response && {
      response: {
        status: response.status,
        headers: response.headers.map(redact.header),
        body: redact.text(response.body),
      },
    }),
    ...(failure !== undefined && { failure: redact.text(failure) }),
    ...(leftOut !== undefined && { leftOut }),
    ...(draft?.mistake !== undefined && { mistake: draft.mistake }),
    secrets: draft ? referencesIn(draft) : [],
    ...(aheadMs !== undefined && { aheadMs }),
  };
}

/** Each of its parameters is told by its name; what is no address is a text. */
function redactUrl(url: string, redact: Redact): string {
  if (!URL.canParse(url)) return redact.text(url);
  const { origin, pathname, searchParams } = new URL(url);
  const base = origin === 'null' ? redact.text(url) : origin + redact.text(pathname);
  if (origin === 'null' || searchParams.size === 0) return base;
  const query = [...searchParams]
    .map(redact.field)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${base}?${query.join('&')}`;
}

/** What was sent last before it came: one more may have gone out on its way, such as a refresh. */
function sentBefore({ id }: Exchange, sent: readonly SentDraft[]): SentDraft | undefined {
  return sent.findLast(({ after = Infinity }) => after < Number(id.slice(1)));
}

/** A call that the visitor has chosen is of no draft. */
function isSentOf({ step, channel, to, call }: Exchange, draft: SentDraft): boolean {
  const kind = to === 'resource-server' ? 'api' : channel === 'back' ? 'token' : 'authorization';
  return call === undefined && draft.step === step && draft.endpoint === kind;
}

function referencesIn({ fields }: Draft): ExchangeRecord['secrets'] {
  return fields.flatMap((field) => {
    const value = valueOf(field);
    return typeof value === 'object' ? [{ field: field.name, ...value }] : [];
  });
}

/** The API explorer: which calls there are, which of them the token can do, and the form of the one that is chosen. */
import { eraOf } from '../../bitbucket/servers.ts';
import { EXPLORER_CALLS, findExplorerCall, isWrite } from '../../explorer/explorer-calls.ts';
import type { ExplorerCall } from '../../explorer/explorer-calls.ts';
import { typedIn } from '../../explorer/read-call.ts';
import type { Run } from '../../runs/run.ts';
import { findMissing, withoutImplied } from '../../scopes/least-scopes.ts';
import type { Exchange } from '../../wire/exchange.ts';
import { maskText, plain } from '../../wire/redaction.ts';
import { addressOf } from './address-of.ts';
import type { CallGroupView, ChosenCallView, ExplorerPart } from './explorer-view.ts';
import { showCallFields } from './show-call-fields.ts';
import { showCallLines } from './show-calls-of-run.ts';
import { showCallAnswer } from './show-call-answer.ts';
import type { Looking } from './looking.ts';

/** On a server that is no sandbox of ours, nothing is changed. */
function callsOn({ server }: Run): readonly ExplorerCall[] {
  return EXPLORER_CALLS.filter((call) => !isWrite(call) || eraOf(server.id) !== undefined);
}

/** @returns Nothing where none is chosen, or there is no token to send it with. */
export function chosenCall(
  run: Run,
  step: string | undefined,
  id: string | undefined,
): ExplorerCall | undefined {
  if (step !== 'API' || !run.token || run.waiting) return undefined;
  const call = findExplorerCall(id);
  return call && callsOn(run).includes(call) ? call : undefined;
}

export function showExplorer(looking: Looking, chosen?: ExplorerCall): ExplorerPart {
  const { run } = looking;
  const calls = callsOn(run);
  const open = calls.filter((call) => standingOf(run, call) === 'granted');
  return {
    kind: 'explorer',
    groups: chosen ? showGroups(run, calls, chosen) : [],
    start: addressOf(run, 'API', { call: (open[0] ?? calls[0])?.id ?? '' }),
    summary: isSaid(run)
      ? `${open.length} of ${calls.length} calls are open to this token.`
      : `${calls.length} calls.`,
    ...(chosen && { chosen: showChosen(chosen, looking) }),
  };
}

function showGroups(
  run: Run,
  calls: readonly ExplorerCall[],
  chosen: ExplorerCall,
): readonly CallGroupView[] {
  return [...new Set(calls.map(({ scopes }) => scopes.join(' ')))].map((key) => {
    const ofGroup = calls.filter(({ scopes }) => scopes.join(' ') === key);
    const [first] = ofGroup;
    return {
      scopes: first?.scopes ?? [],
      standing: first ? standingOf(run, first) : 'unknown',
      calls: ofGroup.map((call) => ({
        href: addressOf(run, 'API', { call: call.id }, 'call'),
        text: call.title,
        isChosen: call === chosen,
      })),
    };
  });
}

function isSaid({ token }: Run): boolean {
  return (token?.scopes.length ?? 0) > 0;
}

function missingOf({ token }: Run, { scopes }: ExplorerCall): string[] {
  return findMissing(scopes, token?.scopes ?? []);
}

function standingOf(run: Run, call: ExplorerCall): CallGroupView['standing'] {
  if (missingOf(run, call).length === 0) return 'granted';
  return isSaid(run) ? 'missing' : 'unknown';
}

function showChosen(call: ExplorerCall, looking: Looking): ChosenCallView {
  const { run, secrets } = looking;
  const exchange = run.wire.exchanges.find(
    (one) => one.id === looking.exchangeId && one.call === call.id,
  );
  const typed = looking.typed ?? (exchange ? typedIn(call, exchange.request) : new Map());
  return {
    id: call.id,
    title: call.title,
    method: call.method,
    address: exchange
      ? maskText(exchange.request.url.replace(run.server.apiBaseUrl, '/2.0'), secrets)
      : plain(`/2.0${call.path}`),
    fields: showCallFields(call, typed, run),
    scopes: call.scopes,
    standing: standingOf(run, call),
    askHref: askFor(run, missingOf(run, call)),
    isWrite: isWrite(call),
    ...lastAnswer(run, exchange),
    ...(exchange && !looking.typed && { answer: showCallAnswer(call, exchange, looking) }),
  };
}

/** What the latest call of the run came to, for whoever stands at the form. */
function lastAnswer(run: Run, shown: Exchange | undefined): Pick<ChosenCallView, 'lastAnswer'> {
  if (shown) return { lastAnswer: { href: '#answer', text: 'To the answer' } };
  const [latest] = showCallLines(run, undefined);
  if (!latest) return {};
  const { href, number, status } = latest;
  return { lastAnswer: { href, text: `Last answer: call ${number}, ${status}` } };
}

function askFor({ grantSlug, server, token }: Run, missing: readonly string[]): string {
  const scopes = withoutImplied([...(token?.scopes ?? []), ...missing]);
  return `/${grantSlug}/authorize?server=${server.id}&pace=step&scope=${scopes.join('+')}`;
}

/** What the browser carried, as lines of a script. The person's part is decided beforehand: the sandbox shows no page. */
import type { ExchangeRecord, RunRecord } from './run-record.ts';
import { wordOf } from './secret-words.ts';
import { layOut, literal, quote } from './shell-words.ts';

export function replayInBrowser(
  exchange: ExchangeRecord,
  next: ExchangeRecord | undefined,
  record: RunRecord,
): string[] {
  return exchange.from === 'client' ? askForConsent(exchange, next, record) : readAnswer(exchange);
}

/** RFC 6749 §4.1.1, §4.2.1 */
function askForConsent(
  exchange: ExchangeRecord,
  next: ExchangeRecord | undefined,
  record: RunRecord,
): string[] {
  const parameters = parametersOf(exchange);
  const isForToken = parameters.some(
    ([name, value]) => name === 'response_type' && value === 'token',
  );
  const fragment = isForToken ? readFragment(record) : [];
  const isBack = fragment.length > 0 || next?.from === 'authorization-server';
  const decision = record.failure?.code === 'access_denied' ? 'deny' : 'approve';
  return [
    'STATE=$(random) CODE_VERIFIER=$(random)',
    'CODE_CHALLENGE=$(sha256 "$CODE_VERIFIER")',
    `decide ${decision} ${literal(record.person ?? 'ada')} # (B)`,
    ...layOut(
      `request ${exchange.step} ${isBack ? '302' : whereItStopped(record)} "$SANDBOX/site/oauth2/authorize"`,
      [
        '--get',
        ...parameters.map(
          ([name, value]) => `--data-urlencode ${quote(wordOf(exchange, name, value, record))}`,
        ),
      ],
    ),
    ...fragment,
  ];
}

/** A page of the server's own, whose status no client sees, or nothing yet: patterns of the shell. */
function whereItStopped({ standing }: RunRecord): string {
  return standing.is === 'failed' ? "'4??'" : "'???'";
}

/** RFC 6749 §4.1.2: what came back. */
function readAnswer(exchange: ExchangeRecord): string[] {
  const parameters = parametersOf(exchange);
  const [, error] = parameters.find(([name]) => name === 'error') ?? [];
  if (error !== undefined) return [`answered ${exchange.step} error ${literal(error)}`];
  return [`answered ${exchange.step} code present`, 'CODE=$(parameter code)'];
}

/** RFC 6749 §4.2.2: in the fragment, which this script reads as the page in the browser does. */
function readFragment({ standing, failure }: RunRecord): string[] {
  if (standing.is === 'in the browser') return ['answered C access_token present'];
  return failure?.code === undefined ? [] : [`answered C error ${literal(failure.code)}`];
}

function parametersOf({ request }: ExchangeRecord): (readonly [name: string, value: string])[] {
  return URL.canParse(request.url) ? [...new URL(request.url).searchParams] : [];
}

/** The calls that a visitor has chosen in a run, one line each, and what came of the one that is shown. */
import type { Run } from '../../runs/run.ts';
import type { Exchange } from '../../wire/exchange.ts';
import { addressOf } from './address-of.ts';
import type { CallLine } from './explorer-view.ts';

/** @param exchangeId That is shown. @returns The newest first. */
export function showCallLines(run: Run, exchangeId: string | undefined): CallLine[] {
  const kept = run.wire.exchanges.filter(({ call }) => call !== undefined);
  const dropped = run.wire.dropped['chosen calls'] ?? 0;
  return kept
    .map((one, index) => showCallLine(one, dropped + index + 1, run, exchangeId))
    .toReversed();
}

/** Where the explorer stands. @param exchangeId That is shown. */
export function describeCalls(
  run: Run,
  exchangeId: string | undefined,
): { state: string; more: string } {
  const shown = showCallLines(run, exchangeId).find(({ isShown }) => isShown);
  if (!shown) return { state: 'A call is chosen.', more: 'It has not left yet.' };
  const outcome = shown.isBad ? 'was refused' : 'is answered';
  return {
    state: `Call ${shown.number} ${shown.status === 'no answer' ? 'got no answer' : outcome}.`,
    more: 'Change it, or pick another.',
  };
}

function showCallLine(
  { id, call = '', request, response }: Exchange,
  number: number,
  run: Run,
  exchangeId: string | undefined,
): CallLine {
  const [path = ''] = request.url.slice(run.server.apiBaseUrl.length + 1).split('?');
  const segments = path.split('/');
  const method = request.method === 'GET' ? '' : `${request.method} `;
  return {
    number,
    href: addressOf(run, 'API', { call, exchange: id }, 'answer'),
    what: method + (segments.length > 3 ? ['…', ...segments.slice(-2)] : segments).join('/'),
    status: response ? String(response.status) : 'no answer',
    isBad: !response || response.status >= 400,
    isShown: id === exchangeId,
  };
}

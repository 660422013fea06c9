/** What an export does not say, in sentences: it looks complete otherwise. */
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { isUnanswered } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';

export function describeLimits(run: Run, { answersInFragment }: GrantFacts): string[] {
  const { wire, waiting } = run;
  const lost = wire.exchanges.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0);
  return [
    'Codes, tokens, secrets and the state are cut to four characters at either end, short ones to dots. The client’s secret and passwords were never in the log.',
    ...(wire.exchanges.some(({ channel }) => channel === 'front')
      ? [
          'What the browser carried is known by its address alone: what was answered to it, no server of ours has seen.',
        ]
      : []),
    ...(answersInFragment
      ? [
          'The token came in the fragment of the redirection URI and stayed in the browser, and so did the calls that were made with it: none of that is in here. RFC 6749 §4.2.2',
        ]
      : []),
    ...Object.entries(wire.dropped).map(sayDropped),
    ...(lost > 0 ? [`${lost.toLocaleString('en')} characters were too many to be kept.`] : []),
    ...(waiting ? [`The request of the step ${waiting.step} waits, and was not sent.`] : []),
    ...(isUnanswered(run) ? ['The browser was sent away and has not come back.'] : []),
  ];
}

function sayDropped([kind, count]: readonly [string, number]): string {
  return count === 1
    ? `1 earlier exchange was dropped: ${kind}.`
    : `${count} earlier exchanges were dropped: ${kind}.`;
}

/** An answer of the browser that is read once more, with a mistake in it: what is about to be read, and what came of it. */
import { findMistake } from '../../mistakes/index.ts';
import { changeLast } from '../../runs/replay.ts';
import { exchangeOfAnswer } from '../../runs/run.ts';
import { isSecretName } from '../../secrets/secret-names.ts';
import { mask } from '../../secrets/mask.ts';
import { plain } from '../../wire/redaction.ts';
import type { Looking } from './looking.ts';
import type { MessagePart, RowView } from './message-view.ts';
import { findNote } from './notes/index.ts';
import { describeMistake } from './show-mistake.ts';
import { showFailure } from './show-failure.ts';
import { showClause } from './show-note.ts';

export function showReplay(looking: Looking): MessagePart[] | undefined {
  const { run } = looking;
  const mistake = findMistake(run.replay?.mistake);
  const answer = exchangeOfAnswer(run);
  if (!run.replay || !mistake?.replay || !answer) return undefined;
  const { failure } = run.replay;
  const { origin, pathname, searchParams } = new URL(answer.request.url);
  const { field, note, state } = mistake.replay;
  const rows = [...searchParams].map(([name, value]): RowView => {
    const brought = name === field ? changeLast(value, state) : value;
    const clause = findNote('authorization-response', name)?.clause;
    return {
      name,
      value: isSecretName(name) || name === field ? [masked(brought)] : plain(brought),
      note: name === 'code' && failure ? [{ text: 'not looked at' }] : [],
      ...(clause && { clause: showClause(clause, { rfc: looking.grant.source.rfc }) }),
      ...(name === field && { onPurpose: note }),
    };
  });
  return [
    ...(failure ? showFailure({ ...run, failure }) : []),
    describeMistake(run, mistake, failure === undefined),
    {
      kind: 'request',
      label: failure ? 'Replayed' : 'To be replayed',
      method: 'GET',
      url: plain(origin + pathname),
      isForm: false,
      rows,
    },
    ...(failure ? [NOTHING_SENT] : []),
  ];
}

const NOTHING_SENT: MessagePart = {
  kind: 'status',
  tone: 'neutral',
  title: 'Nothing was sent to the token endpoint.',
  more: ['Your run stays as it was: a copy was read.'],
};

/** All of the letters but those in the middle: the last one is the one that counts. */
function masked(text: string) {
  return { text: mask(text), isMasked: true } as const;
}

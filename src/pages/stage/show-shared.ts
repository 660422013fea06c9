/** A link that was shared, before anything has run: what it is about, and the button that begins such a run. */
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { MessageView } from './message-view.ts';
import { startOf } from './share-link.ts';
import type { Shared } from './share-link.ts';
import { showBeginning } from './show-message.ts';
import { stepName } from './step-names.ts';

export function showShared(grant: GrantFacts, shared: Shared): MessageView {
  const { server, step, view, mistake } = shared;
  const beginning = showBeginning(grant, server.name);
  const about = [
    `${grant.title} at ${server.name}`,
    ...(step ? [sayStep(step) + sayView(view)] : []),
    ...(mistake ? [`with the mistake “${mistake.name}”`] : []),
  ];
  const start = {
    ...startOf(grant, shared),
    note: mistake
      ? 'It waits there, with the mistake set, until you send it.'
      : `On ${server.name}.`,
  };
  return {
    ...beginning,
    title: step?.title ?? step?.label ?? grant.title,
    text: `You were sent a link to this: ${about.join(', ')}. Nothing has run yet.`,
    parts: beginning.parts.map((part) => (part.kind === 'before' ? { ...part, start } : part)),
  };
}

function sayStep({ letter }: Step): string {
  return /^[A-Z]$/.test(letter) ? `step ${letter}` : stepName(letter);
}

function sayView(view: string | undefined): string {
  if (view === undefined) return '';
  return view === 'wire' ? ', as it goes over the wire' : ', as code';
}

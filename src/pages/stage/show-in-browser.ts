/** What takes place in the browser alone, RFC 6749 §4.2 (C) to (G): what our server can say of it. */
import type { GrantFacts, Step } from '../../grants/facts/grant-facts.ts';
import type { Run } from '../../runs/run.ts';
import { plain } from '../../wire/redaction.ts';
import type { Looking } from './looking.ts';
import type { MessagePart, RequestPart } from './message-view.ts';
import { showClause, showNote } from './show-note.ts';

/** Whose steps, and of which run the letters are; before there is one, they lead to the first. */
export function placeOf(grant: GrantFacts, run: Run | undefined) {
  return {
    rfc: grant.source.rfc,
    steps: grant.steps,
    run: run ?? { grantSlug: grant.slug, number: 1 },
  };
}

/** @returns `undefined` where the step is not one of those. */
export function explainInBrowser(
  { letter }: Step,
  { grant, run }: Pick<Looking, 'grant' | 'run'>,
): MessagePart[] | undefined {
  if (!grant.answersInFragment || letter === 'A' || letter === 'B') return undefined;
  const title = run.isInBrowser
    ? 'It was in that page alone, and went with it'
    : 'This takes place in your browser';
  return [
    ...(run.failure ? [] : [{ kind: 'status', tone: 'neutral', title, more: [] } as const]),
    ...(run.isInBrowser ? [showWhatWeSaw(grant, run)] : []),
  ];
}

/** The requests of a run that came to our server. */
export function showWhatWeSaw(grant: GrantFacts, run: Run | undefined): RequestPart {
  const place = placeOf(grant, run);
  const seen = [
    ['A', `GET /${grant.slug}/authorize`, '4.2.1', 'nothing was issued yet'],
    ['D', 'GET /oauth-callback', '4.2.2', 'without what follows #'],
    ['F', `POST /${grant.slug}/oauth-callback`, '10.12', 'the state, no token'],
  ] as const;
  return {
    kind: 'request',
    label: 'What our server saw',
    method: '',
    url: plain('three requests, and no token in any'),
    isForm: false,
    rows: seen.map(([name, value, section, note]) => ({
      name,
      value: plain(value),
      clause: showClause({ rfc: 6749, section }, place),
      note: showNote(note, place),
    })),
  };
}

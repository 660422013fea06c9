/** A request of ours: what is to be sent, or was. */
import type { Draft } from '../../runs/draft.ts';
import type { Run } from '../../runs/run.ts';
import { latestSent } from '../../runs/sent.ts';
import { plain } from '../../wire/redaction.ts';
import { showTime } from '../show-moment.ts';
import type { Looking } from './looking.ts';
import { showAnswer } from './show-answer.ts';
import { showMistake } from './show-mistake.ts';
import { exchangeOf } from './show-flow.ts';
import type { Place } from './show-note.ts';
import { showRows } from './show-rows.ts';
import type { MessagePart } from './message-view.ts';

export function showRequest(letter: string, looking: Looking): MessagePart[] {
  const { grant, run } = looking;
  const waiting = run.waiting?.step === letter ? run.waiting : undefined;
  const sent = latestSent(run.sent, letter);
  const draft = waiting ?? sent;
  if (!draft) return showAnswer(letter, looking);
  const place: Place = { rfc: grant.source.rfc, steps: grant.steps, run };
  const mistake = showMistake(run, draft, waiting !== undefined);
  const request: MessagePart = {
    kind: 'request',
    label: 'Request',
    method: draft.endpoint === 'token' || draft.endpoint === 'form' ? 'POST' : 'GET',
    url: plain(endpointOf(run, draft)),
    isForm: waiting !== undefined,
    rows: showRows(run, draft, place, waiting !== undefined),
    ...(!waiting && sent && { sentAt: `sent at ${showTime(sent.sentAt).text}` }),
  };
  // Where the answer has no letter of its own, or there is none but an error, it stands below.
  const exchange = waiting ? undefined : exchangeOf(run, letter);
  const hasNoOtherPlace = !run.token || letter === 'Refresh' || letter === 'API';
  const isAnsweredHere = exchange?.channel === 'back' && hasNoOtherPlace;
  return [...mistake, request, ...(isAnsweredHere ? showAnswer(letter, looking) : [])];
}

function endpointOf({ server, grantSlug }: Run, { endpoint, path = '' }: Draft): string {
  if (endpoint === 'form') return `/${grantSlug}/send`;
  if (endpoint === 'authorization') return server.authorizationEndpoint;
  return endpoint === 'token' ? server.tokenEndpoint : server.apiBaseUrl + path;
}

/** What the person does at the server: nobody here sees it. */
import type { Run } from '../../runs/run.ts';
import type { Step } from '../../grants/facts/grant-facts.ts';
import { failedStep, isUnasked } from './show-flow.ts';
import type { MessagePart } from './message-view.ts';

export function showPerson(run: Run, { letter }: Step): MessagePart[] {
  if (isUnasked(run)) {
    const more = ['The server refused the request of the client, by all that the client can tell.'];
    return [{ kind: 'status', tone: 'neutral', title: 'Nobody was asked', more }];
  }
  const isOver =
    run.isInBrowser === true ||
    run.wire.exchanges.some(({ step }) => step > letter && step.length === 1);
  const title = failedStep(run) === letter ? 'The person said no' : 'The person said yes';
  return isOver
    ? [{ kind: 'status', tone: failedStep(run) === letter ? 'bad' : 'ok', title, more: [] }]
    : [
        {
          kind: 'status',
          tone: 'neutral',
          title: `At ${run.server.name}`,
          more: ['This is between the person and the server.'],
        },
      ];
}

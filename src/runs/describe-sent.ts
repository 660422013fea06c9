/** The latest request of a step, by name: what its failure is looked up with. */
import type { Sent } from '../failures/choose-failure.ts';
import type { Run } from './run.ts';
import { latestSent } from './sent.ts';

export function describeSent({ wire, sent }: Run, step: string): Sent {
  const { request, channel, to } =
    wire.exchanges.findLast((one) => one.step === step && one.call === undefined) ?? {};
  const fields = latestSent(sent, step)?.fields ?? [];
  return {
    values: new Map([
      ...(request && URL.canParse(request.url) ? new URL(request.url).searchParams : []),
      ...(request?.headers ?? []),
      ...(request?.form ?? []),
    ]),
    changed: fields.filter(({ changed }) => changed !== undefined).map(({ name }) => name),
    ...(channel === 'back' && { to: to === 'resource-server' ? 'api' : 'token-endpoint' }),
  };
}

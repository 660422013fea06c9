/** The attacks on the image and on the proxy before it: the one place that lists them. */
import type { Attack } from '../attack.ts';
import type { Deployment, Target } from './deployment.ts';
import { bytes } from './bytes.ts';
import { closedDoors } from './closed-doors.ts';
import { forgedHeaders } from './forged-headers.ts';
import { http2Attacks } from './http2.ts';
import { insideImage } from './image.ts';
import { logsOfBoth } from './logs.ts';

export function onDeployment(target: Target): {
  readonly attacks: readonly Attack[];
  close(): Promise<void>;
} {
  let opened: Promise<Deployment> | undefined;
  const shared = () => (opened ??= target.start({ LOG_LEVEL: 'info' }));
  return {
    attacks: [
      ...forgedHeaders(shared),
      ...bytes(shared),
      ...http2Attacks(shared),
      ...closedDoors(shared, target.engine),
      ...insideImage(shared, target.engine),
      ...logsOfBoth(target),
    ],
    close: async () => (await opened?.catch(() => undefined))?.close(),
  };
}

/** The access token that a run holds: how long it lives, and what can be done with it. */
import { isRevealable } from '../../runs/run.ts';
import type { IssuedToken, Run } from '../../runs/run.ts';
import { mask } from '../../secrets/mask.ts';
import { showMoment } from '../show-moment.ts';
import { expiryOf } from '../../runs/token-life.ts';
import type { TokenBar } from './stage-view.ts';

/** @param now Milliseconds since the epoch, by the clock of the server that issued it. */
export function showTokenBar(
  run: Run,
  token: IssuedToken,
  now: number,
  revealed?: string,
): TokenBar {
  const { server } = run;
  const { accessToken, scopes, refreshToken, receivedAt, expiresInSeconds = 0 } = token;
  const expiresAt = expiryOf(token);
  const secondsLeft =
    expiresAt === undefined ? 0 : Math.max(0, Math.round((expiresAt - now) / 1000));
  return {
    masked: mask(accessToken),
    length: accessToken.length,
    ...(revealed === 'access-token' && { shown: accessToken }),
    isShowable: isRevealable(run),
    scopes,
    ...(expiresAt !== undefined && {
      life: {
        iso: showMoment(expiresAt).iso,
        text: describeLife(secondsLeft, run.isRevoked),
        secondsLeft: run.isRevoked ? 0 : secondsLeft,
        percent: run.isRevoked
          ? 0
          : Math.round((100 * secondsLeft) / Math.max(1, expiresInSeconds)),
      },
    }),
    canRefresh: refreshToken !== undefined,
    canRevoke: server.revocationEndpoint !== undefined && !run.isRevoked,
    receivedAt,
  };
}

function describeLife(secondsLeft: number, isRevoked?: true): string {
  if (isRevoked) return 'revoked';
  return secondsLeft > 0 ? `${inHours(secondsLeft)} left` : 'ended';
}

/** `1:59:48` */
function inHours(seconds: number): string {
  const [hours, minutes, rest] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(
    Math.floor,
  );
  const two = (value = 0) => String(value).padStart(2, '0');
  return `${hours ?? 0}:${two(minutes)}:${two(rest)}`;
}

/** The visitor's clock of a sandbox, and how far it can be moved: past the life of a code, a token, a refresh token. */
import type { Server } from '../../bitbucket/servers.ts';
import { showMoment, showTime } from '../show-moment.ts';
import type { ClockMenu } from './stage-view.ts';

const MOVES: ClockMenu['moves'] = [
  { value: '11 minutes', text: '+ 11 minutes', note: 'a code dies' },
  { value: '2 hours', text: '+ 2 hours', note: 'an access token dies' },
  { value: '3 months', text: '+ 3 months', note: 'an unused refresh token dies' },
  { value: 'reset', text: 'Back to now', note: 'what was issued before ends' },
];

const A_MINUTE_MS = 60_000;

/** @param now By its clock. @returns None where a server goes by the time of day. */
export function showClock(server: Server | undefined, now: number): ClockMenu | undefined {
  if (!server?.nowFor) return undefined;
  const real = Date.now();
  const { iso, text } = isSameDay(now, real) ? showTime(now) : showMoment(now);
  return {
    era: server.id.replace('sandbox-', ''),
    time: text.replace(' UTC', ''),
    iso,
    isMoved: Math.abs(now - real) > A_MINUTE_MS,
    moves: MOVES,
  };
}

/** In UTC. */
function isSameDay(one: number, other: number): boolean {
  return showTime(one).iso.slice(0, 10) === showTime(other).iso.slice(0, 10);
}

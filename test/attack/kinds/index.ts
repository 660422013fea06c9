/** The registry of the attacks: the one place that lists them. */
import type { Attack } from '../attack.ts';
import { faultsAsLevers } from './faults.ts';
import { lockedOut } from './locked-out.ts';
import { logs } from './logs.ts';
import { longRun } from './long-run.ts';
import { lookAlikes } from './look-alikes.ts';
import { malformed } from './malformed.ts';
import { nextPerson } from './next-person.ts';
import { otherSites } from './other-sites.ts';
import { ownWay } from './own-way.ts';
import { plantedSession } from './planted-session.ts';
import { closeScenes, pushedOut } from './pushed-out.ts';
import { redisAttacks } from './redis.ts';
import { refusedStarts } from './refused-starts.ts';

export const attacks: readonly Attack[] = [
  ...malformed,
  ...refusedStarts,
  ...ownWay,
  ...otherSites,
  ...plantedSession,
  ...nextPerson,
  ...lockedOut,
  ...longRun,
  ...faultsAsLevers,
  ...lookAlikes,
  ...logs,
  ...redisAttacks,
  ...pushedOut,
];

export const closeAll = closeScenes;

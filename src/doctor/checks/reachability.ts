/** Do the two servers answer, and does their clock say what ours says? Nothing is sent but a GET without credentials. */
import type { Server } from '../../bitbucket/servers.ts';
import { TransportError } from '../../errors/errors.ts';
import type { TransportFailure } from '../../errors/errors.ts';
import { explainError } from '../../failures/explain-error.ts';
import type { Send, Sending } from '../../wire/send.ts';
import { WireLog } from '../../wire/wire-log.ts';
import { cannotTell, fault, fine } from '../finding.ts';
import type { Finding } from '../finding.ts';

/** `Date` has whole seconds, and an answer takes a while. */
const MOST_SKEW_SECONDS = 60;

export async function checkReachability(server: Server, send: Send): Promise<Finding[]> {
  const [authorization, api] = await Promise.all([
    reach(send, 'authorization-server', server.tokenEndpoint),
    reach(send, 'resource-server', `${server.apiBaseUrl}/user`),
  ]);
  return [
    authorization.finding,
    api.finding,
    checkClock(authorization.aheadSeconds ?? api.aheadSeconds),
  ];
}

interface Reached {
  readonly finding: Finding;
  /** Of their clock before ours; absent where they do not say. */
  readonly aheadSeconds?: number;
}

async function reach(send: Send, to: Sending['to'], url: string): Promise<Reached> {
  const { host } = new URL(url);
  const about = to === 'authorization-server' ? 'Authorization server' : 'API';
  const startedAt = Date.now();
  try {
    const sending = {
      step: 'Doctor',
      title: 'Reachability',
      to,
      method: 'GET',
      url,
      authorization: undefined,
    } as const;
    const { status, headers } = await send(sending, new WireLog());
    const between = (startedAt + Date.now()) / 2;
    const date = Date.parse(headers.find(([name]) => name.toLowerCase() === 'date')?.[1] ?? '');
    return {
      finding: fine(about, `${host} answers (${status}).`),
      ...(Number.isFinite(date) && { aheadSeconds: Math.round((date - between) / 1_000) }),
    };
  } catch (error) {
    return { finding: describeUnreachable(about, error) };
  }
}

/** Of the network, it cannot be told whether it is the set-up. */
const OF_THE_SET_UP = new Set<TransportFailure>([
  'refused',
  'unknown-host',
  'certificate',
  'too-large',
]);

function describeUnreachable(about: string, error: unknown): Finding {
  const explained = explainError(error);
  if (!explained) throw error;
  const { explanation, whatToDo, failure } = explained;
  const isFault = error instanceof TransportError && OF_THE_SET_UP.has(error.failure);
  return (isFault ? fault : cannotTell)(about, explanation, {
    whatToDo,
    ...(failure && { failure }),
  });
}

function checkClock(aheadSeconds: number | undefined): Finding {
  if (aheadSeconds === undefined)
    return cannotTell('Clock', 'No answer said what time it is there.');
  const seconds = Math.abs(aheadSeconds);
  if (seconds <= MOST_SKEW_SECONDS) return fine('Clock', 'It agrees with that of the server.');
  return fault(
    'Clock',
    `The clock of this machine is ${seconds} seconds ${aheadSeconds > 0 ? 'behind' : 'ahead of'} that of the server: certificates and times in logs are read wrongly.`,
    {
      whatToDo: 'Let the machine set its clock by the network (NTP).',
    },
  );
}

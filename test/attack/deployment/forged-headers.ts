/** S39, S40: headers by which a visitor says who they are, what they asked for, and what is in front. */
import { VISITOR_HEADERS } from '../../../src/bitbucket/servers.ts';
import { csrfOf } from '../../support/session.ts';
import { type Attack, hold } from '../attack.ts';
import { tokenRequest } from '../clients.ts';
import { type Tally, flood } from '../flood.ts';
import type { Hosted } from '../hosted.ts';
import { runForItself, setFault } from '../visitor.ts';
import type { Shared } from './deployment.ts';

const MOST = 4_000;

/** Ever others, in every header that some proxy says an address in. */
function addressHeaders(count: number): Record<string, string> {
  const address = `198.51.${count % 250}.${(count * 7) % 250}`;
  const names = [
    'X-Forwarded-For',
    'X-Real-IP',
    'X-Client-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, address])),
    Forwarded: `for=${address};proto=https`,
    [VISITOR_HEADERS.network]: address,
    [VISITOR_HEADERS.mark]: 'x'.repeat(43 - String(count).length) + String(count),
  };
}

type Knocks = (
  app: Hosted,
  from: string,
  headers: Record<string, string>,
) => ReturnType<Hosted['ask']>;

const startRun: Knocks = (app, from, headers) =>
  app.ask({ path: '/client-credentials/authorize?server=sandbox-legacy', from, headers });

const obtainToken: Knocks = (app, from, headers) => {
  const request = tokenRequest('current', { grant_type: 'client_credentials' }, { from });
  return app.ask({ ...request, headers: { ...request.headers, ...headers } });
};

/** From two addresses that nobody has used: one says nothing, the other ever something else. */
async function escape(app: Hosted, knock: Knocks, at: number): Promise<string> {
  const plain = await flood(MOST, 8, () => knock(app, `203.0.113.${at}`, {}));
  const forged = await flood(MOST, 8, (count) =>
    knock(app, `203.0.113.${at + 1}`, addressHeaders(count)),
  );
  const words = `429 after ${plain.accepted}, and after ${forged.accepted} with forged addresses`;
  hold(plain.refusal !== undefined && forged.refusal !== undefined, `never refused: ${words}`);
  hold(Math.abs(plain.accepted - forged.accepted) <= slack(plain), words);
  return words;
}

/** A window that ends between the two, and what was under way at once. */
const slack = ({ accepted }: Tally) => 8 + accepted * 0.1;

const AWAY = 'evil.example';
const ELSEWHERE = {
  'X-Forwarded-Host': AWAY,
  'X-Forwarded-Proto': 'http',
  'X-Forwarded-Port': '81',
  'X-Forwarded-Prefix': '/evil',
  'X-Forwarded-Server': AWAY,
  'X-Original-URL': '/evil',
  'X-Rewrite-URL': '/evil',
  Forwarded: `host=${AWAY};proto=http`,
};

/** What is said of the request, but not its Host: the answer is what it is without. */
async function pretend(app: Hosted): Promise<string> {
  const start = '/authorization-code/authorize?server=sandbox-current';
  const from = '203.0.113.210';
  const { headers, status } = await app.ask({ path: start, from, headers: ELSEWHERE });
  const to = new URL(headers.location ?? '', app.publicUrl);
  hold(status === 302 && to.origin === app.publicUrl, `${status} to ${to.href}`);
  const callback = to.searchParams.get('redirect_uri') ?? '';
  hold(callback.startsWith(`${app.publicUrl}/`), `its redirect_uri is ${callback}`);
  const cookies = headers['set-cookie'] ?? [];
  hold(cookies.length > 0, 'no cookie was set: nothing was tried');
  hold(
    !cookies.some((cookie) => !cookie.includes('; Secure')),
    `without Secure: ${cookies.join()}`,
  );
  const page = await app.ask({ path: '/', from, headers: ELSEWHERE });
  hold(
    page.status === 200 && !page.body.includes(AWAY),
    `the page is ${page.status}, or names ${AWAY}`,
  );
  return `${Object.keys(ELSEWHERE).length} headers change nothing: redirect_uri, cookie and page are ours`;
}

/** Another host than the one that the proxy is for, over a connection to ours. */
async function otherHost(app: Hosted): Promise<string> {
  const from = '203.0.113.211';
  const answers: string[] = [];
  const own = new URL(app.publicUrl).host;
  const hosts = [
    AWAY,
    `${own}.${AWAY}`,
    `${own}@${AWAY}`,
    '127.0.0.1',
    'localhost',
    `${own}, ${AWAY}`,
  ];
  for (const path of ['/', '/authorization-code/authorize', '/sandbox/current/2.0/user']) {
    for (const host of hosts) {
      const { status, headers, body } = await app.ask({ path, from, headers: { host } });
      const isApp = body !== '' && status < 400;
      hold(!isApp, `${path} answers ${host} with ${status}: ${body.slice(0, 60)}`);
      hold(headers['set-cookie'] === undefined, `${path} gives ${host} a cookie`);
      hold(!`${headers.location}`.includes(AWAY), `${path} leads to ${headers.location}`);
      answers.push(String(status));
    }
  }
  return `nothing of the app for ${hosts.length} names: ${[...new Set(answers)].join(', ')}`;
}

/** The header by which the app tells its sandbox for whom it asks, with the mark of somebody else. */
async function beAnother(app: Hosted): Promise<string> {
  const victim = app.newVisitor('198.51.100.212');
  await runForItself(victim);
  const set = await setFault(victim, { fault: '503', endpoint: 'api', times: '1' });
  hold(set.status === 303, `no fault was set (${set.status}): nothing was tried`);
  const mark = victim.cookies.get('sandbox-visitor')?.value ?? '';
  hold(mark.length === 43, 'the victim has no mark: nothing was tried');
  const path = '/sandbox/current/2.0/repositories';
  const headers = { [VISITOR_HEADERS.mark]: mark, [VISITOR_HEADERS.network]: '127.198.100.212' };
  const stranger = await app.ask({ path, from: '203.0.113.212', headers });
  hold(stranger.status !== 503, 'a stranger who knows the mark meets the fault of A');
  const own = await victim.get(path);
  hold(own.status === 503, `the fault is gone: A gets ${own.status}`);
  hold(csrfOf(await victim.get('/sandbox')) !== '', 'A has no session any more');
  return `a stranger gets ${stranger.status}, A the own fault`;
}

export function forgedHeaders(shared: Shared): readonly Attack[] {
  const on = (act: (app: Hosted) => Promise<string>) => async () => act(await shared());
  return [
    {
      id: 'S40',
      tried: 'forged addresses, for more runs',
      run: on((app) => escape(app, startRun, 200)),
    },
    {
      id: 'S40',
      tried: 'forged addresses, for more tokens of the sandbox',
      run: on((app) => escape(app, obtainToken, 202)),
    },
    { id: 'S39', tried: 'headers that say another host, scheme and path', run: on(pretend) },
    { id: 'S39', tried: 'another Host, on a connection to ours', run: on(otherHost) },
    { id: 'S40', tried: 'the header that names a visitor to the sandbox', run: on(beAnother) },
  ];
}

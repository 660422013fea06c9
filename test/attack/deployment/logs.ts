/** S20, S42: what app and proxy write of those who come, when all is well and when the app is gone. */
import { decideAtSandbox, runToResult, sendPassword } from '../../support/resource-owner.ts';
import { sessionCookie, sessionId } from '../../support/session.ts';
import { type Attack, hold } from '../attack.ts';
import { loopbackOf, type Deployment, type Target } from './deployment.ts';

const A = '198.51.100.250';
const CANARY = 'cAnArY-0123456789abcdef';
const START = '/authorization-code/authorize?server=sandbox-current';

/** Runs what has secrets. @returns They, and the address of whoever had them. */
async function leaveSecrets(app: Deployment): Promise<string[]> {
  const browser = app.newVisitor(A);
  const answer = await decideAtSandbox(browser, START);
  const { code = '', state = '' } = Object.fromEntries(new URL(answer.location ?? '').searchParams);
  const page = await browser.follow(answer);
  const refreshed = await browser.follow(await page.form('Refresh').submit());
  hold(refreshed.step('Refresh').result === '200', 'there was no refresh');
  const session = sessionId(sessionCookie(browser, '__Host-session'));
  const implicit = await decideAtSandbox(browser, '/implicit/authorize?server=sandbox-legacy');
  const token = new URLSearchParams(new URL(implicit.location ?? '').hash.slice(1)).get(
    'access_token',
  );
  await browser.follow(await sendPassword(browser, 'ada', CANARY));
  await runToResult(browser, START, { decision: 'cancel' });
  const secrets = [code, state, session, token ?? ''];
  hold(
    secrets.every((secret) => secret.length > 15),
    `no secrets: nothing was tried (${secrets.map(({ length }) => length).join()})`,
  );
  return [...secrets, CANARY, loopbackOf(A)];
}

/** By address, header, form and JSON. @returns The statuses. */
async function knock(app: Deployment): Promise<number[]> {
  const headers = {
    cookie: `__Host-session=${CANARY}`,
    authorization: `Basic ${btoa(`${CANARY}:x`)}`,
    referer: `https://x.example/?${CANARY}`,
    'user-agent': CANARY,
  };
  const query = `?code=${CANARY}&state=${CANARY}&access_token=${CANARY}`;
  const asks = [
    { path: `/oauth-callback${query}` },
    { path: `/authorization-code/oauth-callback${query}` },
    {
      path: `/sandbox/current/site/oauth2/access_token${query}`,
      method: 'POST' as const,
      form: { password: CANARY },
    },
    { path: '/logout', method: 'POST' as const, form: { _csrf: CANARY } },
    { path: `/sandbox/current/2.0/user${query}` },
  ];
  const statuses: number[] = [];
  for (const ask of asks) statuses.push((await app.ask({ ...ask, headers, from: A })).status);
  return statuses;
}

async function listen(target: Target): Promise<string> {
  const app = await target.start({ LOG_LEVEL: 'debug' });
  try {
    const secrets = await leaveSecrets(app);
    const well = await knock(app);
    await target.engine.podman('kill', app.container.name);
    await app.ended;
    const gone = await knock(app);
    hold(
      gone.every((status) => status >= 502),
      `the app is gone, and answers: ${gone.join()}`,
    );
    const logs = [
      ['the app', app.stdout() + app.stderr()],
      ['the proxy', app.proxyLog()],
    ] as const;
    for (const [who, log] of logs) {
      const spelled = secrets.flatMap((one) => [
        one,
        encodeURIComponent(one),
        btoa(one).replaceAll('=', ''),
      ]);
      const found = spelled.filter((one) => log.includes(one));
      hold(
        found.length === 0,
        `${who} writes ${found[0]}: ${log.split('\n').find((line) => line.includes(found[0] ?? ''))}`,
      );
    }
    const [ofApp, ofProxy] = logs.map(([, log]) => log.split('\n').filter(Boolean));
    hold((ofApp?.length ?? 0) > 20, `the app writes ${ofApp?.length} lines: nothing was tried`);
    hold(/"level":"error"/.test(app.proxyLog()), 'the proxy says nothing of an app that is gone');
    return `${ofApp?.length} lines of the app, ${ofProxy?.length} of the proxy, none with one of ${secrets.length} secrets; answers ${well.join(' ')}, ${gone.join(' ')}`;
  } finally {
    await app.close();
  }
}

export function logsOfBoth(target: Target): readonly Attack[] {
  return [
    {
      id: 'S20',
      tried: 'secrets and addresses, in the logs of app and proxy',
      run: () => listen(target),
    },
  ];
}

/** S43, S41: what is there and is for nobody outside, and what the doors that are open tell. */
import { readFileSync } from 'node:fs';
import type { Engine } from '../../container/engine.ts';
import { isOpen } from '../../support/ports.ts';
import { type Attack, hold } from '../attack.ts';
import type { Deployment, Shared } from './deployment.ts';

const FROM = '203.0.113.240';
const METRICS_PORT = 9464;

/** Each is answered as an address is that does not exist: not even locked, as with a token. */
async function controlApi(app: Deployment): Promise<string> {
  const { paths } = JSON.parse(readFileSync('docs/sandbox-openapi.json', 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const headers = { authorization: 'Bearer control', 'content-type': 'application/json' };
  const answer = async (method: string, path: string) =>
    (await app.ask({ path, method: method.toUpperCase() as 'GET', from: FROM, headers })).status;
  let asked = 0;
  for (const base of ['', '/sandbox', '/sandbox/current', '/sandbox/legacy']) {
    for (const method of ['get', 'post', 'put', 'delete']) {
      const none = await answer(method, `${base}/_nothing/there`);
      hold(none === 403 || none === 404, `what does not exist is answered with ${none}`);
      const known = Object.entries(paths).filter(([, methods]) => method in methods);
      for (const [path] of known) {
        const status = await answer(method, base + path.replaceAll(/\{\w+\}/g, '1'));
        hold(status === none, `${method} ${base}${path} gets ${status}, and not ${none}`);
        asked += 1;
      }
    }
  }
  hold(asked > 40, `only ${asked} were asked`);
  return `${asked} requests of the control API, each as if it did not exist`;
}

async function metrics(app: Deployment, engine: Engine): Promise<string> {
  for (const path of ['/metrics', '/metrics/', '//metrics', '/%6detrics', '/sandbox/metrics']) {
    const { status, body } = await app.ask({ path, from: FROM });
    hold(status === 404 && !body.includes('oauth_'), `${path} is answered with ${status}`);
  }
  hold(!(await isOpen(METRICS_PORT)), `${METRICS_PORT} is open on this machine`);
  const ports = (await engine.podman('port', app.container.name)).split('\n');
  hold(
    ports.length === 1 && ports[0]?.startsWith('3000/tcp') === true,
    `published: ${ports.join()}`,
  );
  const inside = await engine.podman('exec', app.container.name, 'node', '-e', READ_METRICS);
  hold(inside.includes('oauth_'), `inside, there are no metrics (nothing was tried): ${inside}`);
  return `404 by the proxy, and one port is published: ${ports.join()}; inside they are there`;
}

const READ_METRICS = `fetch('http://127.0.0.1:${METRICS_PORT}/metrics').then(async (res) => console.log(await res.text()))`;

const FILES = [
  '/.env',
  '/.git/config',
  '/config.json',
  '/package.json',
  '/dist/server.js',
  '/dist/server.js.map',
  '/views/layout.ejs',
  '/packaging/image/command.ts',
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
  '/../../etc/passwd',
  '/public/../package.json',
  '/snippets/',
  '/docs/',
  '/dist/',
  '/public/',
  '/proc/self/environ',
  '/files//etc/passwd',
  '/style.css/../../config.json',
  '/%00',
  '/style.css%00.js',
];

async function files(app: Deployment): Promise<string> {
  for (const path of FILES) {
    const { status, body } = await app.ask({ path, from: FROM });
    hold(status >= 400 && status < 500, `${path} is answered with ${status}`);
    hold(!/SESSION_SECRET|"name": "bitbucket|root:/.test(body), `${path} shows what it should not`);
  }
  return `${FILES.length} paths, nothing is served`;
}

/** Names and numbers of what runs there, and where it lies. */
const INSIDE =
  /node_modules|\/app\/|dist\/|\bat \w+ \(|express\/|Caddy\/|nginx\/|\bv?\d+\.\d+\.\d+\b/i;

async function health(app: Deployment): Promise<string> {
  const said: string[] = [];
  for (const path of ['/health/live', '/health/ready', '/healthcheck']) {
    const { status, headers, body } = await app.ask({ path, from: FROM });
    hold(status === 200 && headers['cache-control'] === 'no-store', `${path}: ${status}, kept`);
    hold(!INSIDE.test(body) && body.length < 300, `${path} tells ${body}`);
    hold(headers['set-cookie'] === undefined, `${path} sets a cookie`);
    const posted = await app.ask({ path, method: 'POST', from: FROM, form: { a: 'b' } });
    hold(posted.status >= 400 && posted.status < 500, `a POST to ${path} gets ${posted.status}`);
    said.push(body);
  }
  return `they say ${said[0]}`;
}

async function errors(app: Deployment): Promise<string> {
  const statuses: number[] = [];
  for (const path of [
    '/nothing',
    '/%E0%A4%A',
    '/oauth-callback?code=c',
    '/sandbox/current/2.0/none',
    `/${'x'.repeat(9_000)}`,
  ]) {
    const { status, headers, body } = await app.ask({ path, from: FROM });
    const told = JSON.stringify(headers) + body;
    const [found] = INSIDE.exec(told) ?? [];
    hold(found === undefined, `${path} tells ${found}`);
    hold(status >= 400 && status < 500, `${path} is answered with ${status}`);
    statuses.push(status);
  }
  return `${statuses.join(' ')}: no path, no version, no stack`;
}

export function closedDoors(shared: Shared, engine: Engine): readonly Attack[] {
  const on = (act: (app: Deployment) => Promise<string>) => async () => act(await shared());
  return [
    { id: 'S43', tried: 'the control API of the sandbox', run: on(controlApi) },
    { id: 'S43', tried: 'the metrics', run: async () => metrics(await shared(), engine) },
    { id: 'S43', tried: 'files that are there', run: on(files) },
    { id: 'R27', tried: 'what its health tells', run: on(health) },
    { id: 'S41', tried: 'what errors tell', run: on(errors) },
  ];
}

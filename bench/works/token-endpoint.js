/** The sandbox's endpoints beside a bare server and three authorization servers from npm. */
import { measureRounds, summarize } from '../measure.js';
import { CORES, startServer } from '../processes.js';

const CONTENDERS = [
  { name: 'bare node:http, legacy sizes', script: 'servers/bare.js', args: ['legacy'] },
  { name: 'sandbox, legacy', script: 'servers/sandbox.js', args: ['legacy'] },
  { name: 'bare node:http, current sizes', script: 'servers/bare.js', args: ['current'] },
  { name: 'sandbox, current', script: 'servers/sandbox.js', args: ['current'] },
  { name: '@node-oauth/oauth2-server', script: 'servers/node-oauth2-server.js' },
  { name: 'oidc-provider', script: 'servers/oidc-provider.js' },
  { name: 'oauth2-mock-server', script: 'servers/oauth2-mock-server.js' },
];

const JOBS = [
  { job: 'clientCredentials', title: 'Token endpoint, client credentials' },
  { job: 'refresh', title: 'Token endpoint, refresh' },
  { job: 'authorize', title: 'Authorize to code (a signed-in person)' },
  { job: 'user', title: 'GET /2.0/user (peers: their userinfo)' },
];

/** @returns One table a job: `{ title, rows }`. */
export async function measureServers({ load, rounds, milliseconds, report }) {
  const contenders = [];
  try {
    for (const { name, script, args } of CONTENDERS) {
      contenders.push({ name, ...(await startServer(CORES.tested, script, args)) });
    }
    const tables = [];
    for (const { job, title } of JOBS) {
      report(title);
      const results = await measureRounds({
        load,
        job,
        contenders,
        rounds,
        milliseconds,
        workers: 16,
      });
      const rows = contenders.map(({ name }) => ({
        name,
        ...summarize(results.get(name), results.get(limitOf(name))),
      }));
      tables.push({ title, job, rows });
    }
    return tables;
  } finally {
    for (const { child } of contenders) child.kill();
  }
}

/** Each era against the bare server that issues tokens of its sizes; the peers against the smaller. */
function limitOf(name) {
  const sizes = name.includes('current') ? 'current' : 'legacy';
  return `bare node:http, ${sizes} sizes`;
}

/** Whole authorization code flows through client apps, all against one bare upstream. */
import { measureRounds, summarize } from '../measure.js';
import { CORES, startServer } from '../processes.js';

const LIMIT = 'bare node:http client';
const CONTENDERS = [
  { name: LIMIT, script: 'clients/bare.js' },
  { name: 'the app', script: 'clients/product.js' },
  { name: 'the app’s packages alone', script: 'clients/packages.js' },
  { name: 'passport-bitbucket-oauth2', script: 'clients/passport.js' },
  { name: 'grant', script: 'clients/grant.js' },
  { name: 'simple-oauth2', script: 'clients/simple-oauth2.js' },
  { name: 'openid-client', script: 'clients/openid-client.js' },
];

const JOBS = [
  { job: 'flowToResult', title: 'Flows, from /authorize to the API result, wire log kept' },
  { job: 'flowToPage', title: 'Flows, from /authorize to the page that shows the results' },
];

/** @returns One table a job. */
export async function measureFlows({ load, rounds, milliseconds, report }) {
  const upstream = await startServer(CORES.load, 'clients/upstream.js');
  const { baseUrl, marks } = upstream.target;
  const contenders = [];
  try {
    for (const { name, script } of CONTENDERS) {
      const { child, target } = await startServer(CORES.tested, script, [], { UPSTREAM: baseUrl });
      contenders.push({ name, child, target: { ...target, marks } });
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
        ...summarize(results.get(name), results.get(LIMIT)),
      }));
      tables.push({ title, job, rows });
    }
    return tables;
  } finally {
    for (const { child } of [upstream, ...contenders]) child.kill();
  }
}

/** What a person waits for: from the callback to the page, with an upstream that is as far away as bitbucket.org. */
import { Browser } from '../load/browser.js';
import { median } from '../measure.js';
import { CORES, startServer } from '../processes.js';

const DELAY_MS = '100';
const CONTENDERS = [
  { name: 'bare node:http client, one call after the other', script: 'clients/bare.js' },
  { name: 'the app', script: 'clients/product.js' },
];

/** @returns For each contender: its median, in milliseconds. */
export async function measureCallback({ report, rounds }) {
  report('From the callback to the page');
  const upstream = await startServer(CORES.load, 'clients/upstream.js', [], { DELAY_MS });
  const env = { UPSTREAM: upstream.target.baseUrl };
  const apps = await Promise.all(
    CONTENDERS.map(async ({ name, script }) => ({
      name,
      ...(await startServer(CORES.tested, script, [], env)),
      times: [],
    })),
  );
  try {
    for (const { target } of apps) await callBack(target, upstream.target); // until V8 has compiled it
    for (let round = 0; round < rounds; round += 1) {
      for (const { target, times } of apps) times.push(await callBack(target, upstream.target));
    }
    return apps.map(({ name, times }) => ({ name, pageMs: median(times) }));
  } finally {
    for (const { child } of [upstream, ...apps]) child.kill();
  }
}

/** A new visitor's run. @returns Milliseconds from the callback to the page with the results. */
async function callBack({ port, startPath, resultPath }, { marks }) {
  const browser = new Browser();
  const isCallback = ({ pathname }) => pathname === '/oauth-callback';
  const start = `http://127.0.0.1:${port}${startPath}`;
  const { url } = await browser.walk(start, isCallback);
  const calledAt = performance.now();
  const isPage = ({ pathname }, isAnswer) => isAnswer && pathname === resultPath;
  const { page } = await browser.goOn(await browser.send('GET', url), isPage);
  const took = performance.now() - calledAt;
  browser.close();
  if (!marks.every((mark) => page.includes(mark))) throw new Error(`No results: ${page}`);
  return took;
}

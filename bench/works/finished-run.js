/** The stage with a finished run, beside a bare Express and EJS page of the same bytes: processor time for each. */
import { Browser } from '../load/browser.js';
import { measureRounds, summarize } from '../measure.js';
import { CORES, nextMessage, startProcess, startServer } from '../processes.js';

/** A page is much to compile, and in a given time a busy core serves too few. */
const WARM_UP = { count: 10_000 };
const LIMIT = 'bare Express and EJS, the same bytes';
const APP = 'the app';

/** @returns Of each: its median, in milliseconds, and how many times the bare page's. */
export async function measureFinishedRun({ load, rounds, milliseconds, report }) {
  report('The stage with a finished run');
  const upstream = await startServer(CORES.load, 'clients/upstream.js');
  const { baseUrl: UPSTREAM, marks } = upstream.target;
  const app = await startServer(CORES.tested, 'clients/product.js', [], { UPSTREAM });
  const bare = startProcess(CORES.tested, 'clients/same-page.js');
  bare.send(await readPage(app.target));
  const target = await nextMessage(bare, 'clients/same-page.js');
  const contenders = [
    { name: LIMIT, child: bare, target: { ...target, marks } },
    { name: APP, child: app.child, target: { ...app.target, marks } },
  ];
  try {
    const job = 'finishedRun';
    const how = { job, contenders, workers: 16, warmUp: WARM_UP };
    const results = await measureRounds({ load, rounds, milliseconds, ...how });
    return contenders.map(({ name }) => {
      const { cpuMs, cpuShare } = summarize(results.get(name), results.get(LIMIT));
      return { name, cpuMs, times: 1 / cpuShare };
    });
  } finally {
    for (const { child } of [upstream, ...contenders]) child.kill();
  }
}

/** Of a visitor's finished run. */
async function readPage({ port, startPath, resultPath }) {
  const browser = new Browser();
  const isEnd = ({ pathname }, isPage) => isPage && pathname === resultPath;
  const { page } = await browser.walk(`http://127.0.0.1:${port}${startPath}`, isEnd);
  browser.close();
  return page;
}

/** What was promised, held against what was measured. */
import { timesAsFast } from './measure.js';

export function holdAgainstBars(measured) {
  const { servers, flows, callback, finishedRun, tokens, start, commandMs, inTest } = measured;
  const { visitors, unfinished, unknownUser } = measured;
  return [
    ...tokenBars(servers, 'clientCredentials', 'client credentials'),
    ...tokenBars(servers, 'refresh', 'refresh'),
    ...flowBars(flows, 'flowToResult', 'to the API result'),
    ...callbackBars(callback),
    ...finishedRunBars(finishedRun),
    ...tokens.flatMap(manyTokensBars),
    ...startBars(start),
    ...inTestBars(inTest),
    atMost('the command, from its call to its line, ms', commandMs, 400),
    atMost('R22: 95 % of the answers to a hundred visitors, ms', visitors.p95Ms, 300),
    ...unfinishedBars(unfinished),
    ...unknownUserBars(unknownUser),
  ];
}

function tokenBars(servers, job, title) {
  const { rows } = servers.find((one) => one.job === job);
  const named = (name) => rows.find((row) => row.name === name);
  const legacy = named('sandbox, legacy');
  const current = named('sandbox, current');
  const peers = rows.filter(({ name }) => !/^bare|^sandbox/.test(name));
  return [
    atLeast(`${title}, legacy: share of the bare server`, legacy, 0.3),
    atLeast(`${title}, current: share of the bare server`, current, 0.3),
    aboveAll(`${title}, legacy: above every peer`, legacy, peers),
    aboveAll(`${title}, current: above every peer`, current, peers),
  ];
}

/**
 * What the app itself adds to the packages that it is made of. The peers’ figures stand beside it, and are no bar;
 * docs/benchmarks.md says why a share of the bare client is none.
 */
function flowBars(flows, job, title) {
  const { rows } = flows.find((one) => one.job === job);
  const named = (name) => rows.find((row) => row.name === name);
  const times = timesAsFast(named('the app'), named('the app’s packages alone'));
  return [
    {
      text: `flows ${title}: share of the app’s packages alone, at least 0.7`,
      measured: times.toFixed(2),
      isMet: times >= 0.7,
    },
  ];
}

function callbackBars([{ pageMs: peerMs }, { pageMs }]) {
  return [
    atMost('from the callback to the page, ms', pageMs, 360),
    atMost('from the callback to the page, times one call after the other', pageMs / peerMs, 0.65),
  ];
}

function finishedRunBars([, { cpuMs, times }]) {
  return [
    atMost('the stage with a finished run, CPU ms', cpuMs, 1.2),
    atMost('the stage with a finished run, times a bare page of the same bytes', times, 1.5),
  ];
}

/** Once the store is full, neither memory nor cost may grow any more. */
function manyTokensBars({ era, rows }) {
  const full = rows.filter(({ checkpoint }) => checkpoint >= 100_000);
  if (full.length < 2) return [];
  const growth = full.at(-1).residentMb / full[0].residentMb;
  const early = rows.find(({ checkpoint }) => checkpoint === 10_000);
  const dearer = Math.max(...full.map(({ cpuMs }) => cpuMs)) / early.cpuMs;
  return [
    atMost(`memory at the end, times that at 100,000 tokens, ${era}`, growth, 1.15),
    atMost(`dearest request from 100,000 on, times one at 10,000, ${era}`, dearer, 1.3),
  ];
}

function startBars(start) {
  const app = start.at(-1);
  return [
    atMost('start to the first 200, times the bare app', app.times, 1.3),
    atMost('start to the first page, times the bare app', app.pageTimes, 1.3),
  ];
}

function inTestBars([{ firstMs, nextMs }]) {
  return [
    atMost('a sandbox in a test, from the import to its first answer, ms', firstMs, 100),
    atMost('the next one in the same process, until it listens, ms', nextMs, 10),
  ];
}

function unfinishedBars({ starts, residentMb, loopP99Ms }) {
  const many = starts.toLocaleString('en');
  return [
    atMost(`R19: resident MB after ${many} unfinished starts`, residentMb, 256),
    atMost('R19: 99 % of the delays of the event loop meanwhile, ms', loopP99Ms, 50),
  ];
}

/** In either direction by a fifth at the most. */
function unknownUserBars({ unknownUs, wrongUs }) {
  const times = Math.max(unknownUs / wrongUs, wrongUs / unknownUs);
  return [atMost('S16: an unknown user beside a wrong password, times as long', times, 1.2)];
}

function atLeast(title, { share, cpuShare }, bar) {
  const measured = `${share.toFixed(2)} (of CPU ${cpuShare.toFixed(2)})`;
  return { text: `${title}, at least ${bar}`, measured, isMet: share >= bar };
}

function atMost(title, value, bar) {
  return { text: `${title}, at most ${bar}`, measured: value.toFixed(2), isMet: value <= bar };
}

/** The peer that comes closest decides. */
function aboveAll(title, ours, peers) {
  const [{ times, peer }] = peers
    .map((peer) => ({ times: timesAsFast(ours, peer), peer }))
    .toSorted((one, other) => one.times - other.times);
  const show = ({ perSecond, cpuMs }) => `${Math.round(perSecond)}/s (${cpuMs.toFixed(2)} ms)`;
  const measured = `${times.toFixed(2)} times: ${show(ours)}, ${peer.name} ${show(peer)}`;
  return { text: title, measured, isMet: times > 1 };
}

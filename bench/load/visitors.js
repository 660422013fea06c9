/**
 * A visitor of the app (R22): one grant after the other for as long as it lasts, with one to three
 * seconds between two of them, which is quick for whoever reads a page. Whoever signs in as one person must never read the name of another.
 */
import { setTimeout } from 'node:timers/promises';
import { Browser } from './browser.js';

const PEOPLE = [
  { username: 'ada', password: 'lovelace', name: 'Ada Example' },
  { username: 'bruno', password: 'lanterns', name: 'Bruno Sample' },
  { username: 'nora', password: 'quietly', name: 'Nora Nobody' },
];
const PAUSE_MS = 2_000;
const MISSED_MS = 10_000;

let visitors = 0;

/** For the load's generator: `samples` are the milliseconds that the app took for each answer. */
export function visitor(target) {
  const samples = [];
  const browser = new Browser((milliseconds) => samples.push(milliseconds));
  return visit(browser, `http://127.0.0.1:${target.port}`, samples);
}

/**
 * The same, of an app with a public name, behind a proxy: each visitor from a network of its own, for an
 * hour's share of one network is less than a load needs. Of pages alone, not of what leads to them; and
 * they do not all come at once. A run that fails, for the app has too much to do, counts as a page that is late.
 *
 * @param target.isStrict Nothing may fail.
 */
export function distantVisitor({ port, publicUrl, isStrict = false }) {
  const samples = [];
  const keepPage = (milliseconds, status) => status === 200 && samples.push(milliseconds);
  const lines = [`X-Forwarded-For: ${networkOf(visitors)}`, 'X-Forwarded-Proto: https'];
  const { once, ...rest } = visit(new Browser(keepPage, { port, lines }), publicUrl, samples);
  let begin = async () => {
    begin = async () => undefined;
    await setTimeout(2 * PAUSE_MS * Math.random());
  };
  const miss = async (error) => {
    if (isStrict || error.isForeign) throw error;
    samples.push(MISSED_MS);
    await setTimeout(PAUSE_MS);
  };
  return { ...rest, once: () => begin().then(once).catch(miss) };
}

/** 240.0.0.0/4 belongs to nobody. */
function networkOf(number) {
  return `240.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}

function visit(browser, baseUrl, samples) {
  const me = PEOPLE[visitors++ % PEOPLE.length];
  const at = (path) => `${baseUrl}${path}`;

  const toPage = (path) => (url, isPage) => isPage && url.pathname === path;
  const grants = [
    async () => {
      const start = at('/authorization-code/authorize?server=sandbox-current');
      const decision = { person: me.username, decision: 'grant' };
      return (await browser.walk(start, toPage('/authorization-code'), decision)).page;
    },
    async () => {
      const start = at('/implicit/authorize?server=sandbox-legacy');
      const decision = { person: me.username, decision: 'grant' };
      const { url } = await browser.walk(start, toPage('/oauth-callback'), decision);
      const token = new URLSearchParams(url.hash.slice(1)).get('access_token');
      const api = new URL(at('/sandbox/legacy/2.0/user'));
      return (await browser.send('GET', api, undefined, [`Authorization: Bearer ${token}`])).body;
    },
    async () => {
      const path = '/resource-owner-password';
      const { url } = await browser.walk(at(`${path}/authorize?pace=through`), toPage(path));
      const form = await browser.send('GET', url);
      const fields = { 'set.username': me.username, 'set.password': me.password };
      const isEnd = ({ search }, isPage) => isPage && search !== url.search;
      return (await browser.goOn(form, isEnd, fields, `action="${path}/send"`)).page;
    },
    async () => {
      const start = at('/client-credentials/authorize?server=sandbox-current');
      return (await browser.walk(start, toPage('/client-credentials'))).page;
    },
  ];
  let turn = visitors;
  return {
    samples,
    once: async () => {
      turn += 1;
      browser.forgetCookies();
      const page = await grants[turn % grants.length]();
      requireOwn(page, me, turn % grants.length === 3);
      await setTimeout(PAUSE_MS * (0.5 + Math.random()));
    },
    close: () => browser.close(),
  };
}

/** @param isNobody The client acts for itself. */
function requireOwn(page, me, isNobody) {
  const [result] = /<article class="message[^]*?<\/article>/.exec(page) ?? [page]; // or what the API says
  const seen = PEOPLE.filter(({ name }) => result.includes(name));
  const isRight = isNobody ? seen.length === 0 : seen.length === 1 && seen[0] === me;
  if (isRight) return;
  const message = `${me.name} reads ${seen.map(({ name }) => name)}: ${result.slice(0, 2_000)}`;
  const isForeign = seen.some((one) => isNobody || one !== me);
  throw Object.assign(new Error(message), { isForeign });
}

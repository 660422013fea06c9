/**
 * What the load does again and again. Each job is made for one worker, which does one thing at a time:
 * `prepare` is not measured, `once` is. A target is what a server said of itself when it started.
 */
import { Browser } from './browser.js';
import { Connection } from './connection.js';
import { tokenRequest } from './token-request.js';

/** RFC 6749 §4.4 */
export function clientCredentials(target) {
  const connection = new Connection(target.port);
  const text = tokenRequest(target, { grant_type: 'client_credentials', ...target.extraFields });
  return {
    once: async () => requireToken(await connection.request(text)),
    close: () => connection.close(),
  };
}

/** RFC 6749 §6. Where the refresh token rotates, the new one is used next. */
export function refresh(target) {
  const connection = new Connection(target.port);
  let text;
  const keep = ({ refresh_token }, before) => {
    if (refresh_token === undefined && before === undefined) throw new Error('No refresh token.');
    if (refresh_token === undefined || refresh_token === before) return before;
    text = tokenRequest(target, { grant_type: 'refresh_token', refresh_token });
    return refresh_token;
  };
  let current;
  return {
    prepare: async () => (current = keep(await signIn(target, connection))),
    once: async () => (current = keep(requireToken(await connection.request(text)), current)),
    close: () => connection.close(),
  };
}

/** From the authorization request to the redirect that carries the code, by a browser that is signed in. */
export function authorize(target) {
  const browser = new Browser();
  const walk = () => walkToCode(target, browser);
  return { prepare: walk, once: walk, close: () => browser.close() };
}

/** The API, or its like, with a person's token. */
export function user(target) {
  const connection = new Connection(target.port);
  let text;
  return {
    prepare: async () => {
      const { access_token } = await signIn(target, connection);
      text = `GET ${target.userPath} HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\nAuthorization: Bearer ${access_token}\r\n\r\n`;
    },
    once: async () => {
      const { status, body } = await connection.request(text);
      if (status !== 200) throw new Error(`${status}: ${body.slice(0, 300)}`);
    },
    close: () => connection.close(),
  };
}

/** A new visitor's run, from the client's start address until its results are there to be shown. */
export function flowToResult(target) {
  return flow(target, ({ pathname }) => pathname === target.resultPath);
}

/** The same, and the page that shows them. */
export function flowToPage(target) {
  return flow(target, ({ pathname }, isPage) => isPage && pathname === target.resultPath);
}

/** The same at the sandbox inside the app: a person signs in, and agrees. */
export function flowAtSandbox(target) {
  const browser = new Browser();
  const start = `http://127.0.0.1:${target.port}/authorization-code/authorize?server=sandbox-current`;
  const isEnd = ({ pathname }, isPage) => isPage && pathname === '/authorization-code';
  const fields = { person: 'ada', decision: 'grant' };
  return {
    once: async () => {
      browser.forgetCookies();
      const { page } = await browser.walk(start, isEnd, fields);
      if (!page.includes('Ada Example')) throw new Error(`No results: ${page.slice(0, 2000)}`);
    },
    close: () => browser.close(),
  };
}

/** The page with the results of a run that is over, again and again. */
export function finishedRun(target) {
  const browser = new Browser();
  const isEnd = ({ pathname }, isPage) => isPage && pathname === target.resultPath;
  let at;
  return {
    prepare: async () => {
      const { url } = await browser.walk(
        `http://127.0.0.1:${target.port}${target.startPath}`,
        isEnd,
      );
      at = url;
    },
    once: async () => {
      const { status, body } = await browser.send('GET', at);
      const isWhole = status === 200 && target.marks.every((mark) => body.includes(mark));
      if (!isWhole) throw new Error(`${status}, without the results: ${body.slice(0, 2000)}`);
    },
    close: () => browser.close(),
  };
}

function flow(target, isEnd) {
  const browser = new Browser();
  const start = `http://127.0.0.1:${target.port}${target.startPath}`;
  return {
    once: async () => {
      browser.forgetCookies();
      const { page } = await browser.walk(start, isEnd);
      if (
        page !== '' &&
        !target.marks.every((mark) => page.includes(mark)) &&
        page.includes('<html')
      ) {
        throw new Error(`The page lacks the results: ${page.slice(0, 2000)}`);
      }
    },
    close: () => browser.close(),
  };
}

/** A new visitor who gets as far as the sandbox's sign-in page, at either era in turns, and stays away. */
export function unfinishedStart(target) {
  const browser = new Browser();
  const start = `http://127.0.0.1:${target.port}/authorize?grant=authorization-code&server=`;
  let era = 'legacy';
  return {
    once: async () => {
      browser.forgetCookies();
      era = era === 'legacy' ? 'current' : 'legacy';
      await browser.walk(`${start}sandbox-${era}`, ({ pathname }) => pathname.includes('/sign-in'));
    },
    close: () => browser.close(),
  };
}

async function walkToCode(target, browser) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: target.clientId,
    redirect_uri: target.redirectUri,
    state: 'bench',
    ...(target.scope && { scope: target.scope }),
  });
  const start = `http://127.0.0.1:${target.port}${target.authorizePath}?${query}`;
  const isEnd = (url) => url.href.startsWith(target.redirectUri);
  const { url } = await browser.walk(start, isEnd, target.decision);
  const code = url.searchParams.get('code');
  if (!code) throw new Error(`No code: ${url.search}`);
  return code;
}

async function signIn(target, connection) {
  const browser = new Browser();
  const code = await walkToCode(target, browser);
  browser.close();
  const form = { grant_type: 'authorization_code', code, redirect_uri: target.redirectUri };
  return requireToken(await connection.request(tokenRequest(target, form)));
}

function requireToken({ status, body }) {
  const answer = status === 200 ? JSON.parse(body) : {};
  if (typeof answer.access_token === 'string') return answer;
  throw new Error(`${status}: ${body.slice(0, 300)}`);
}

/** What B can flood, and what A has there: the stores of the app and of its sandbox. */
import { decideAtSandbox, openConsent } from '../../support/resource-owner.ts';
import { authorizationPath, readToken, tokenRequest } from '../clients.ts';
import type { Knock } from '../flood.ts';
import type { Hosted } from '../hosted.ts';
import { HAS_TOKEN, hasToken, runForItself, setFault, tallied } from '../visitor.ts';

export interface Flood {
  readonly store: string;
  /** How much of it there is for everybody. */
  readonly bound: number;
  /** Default: 8. */
  readonly atOnce?: number;
  /** A gets something. @returns Whether A still has it. */
  settle(app: Hosted, from: string): Promise<() => Promise<boolean>>;
  knock(app: Hosted, from: string): Knock;
}

const ENGINES = '/sandbox/current/2.0/repositories/analytical-engines';
const WRITER = 'Client that writes';
const CLIENT_CREDENTIALS = { grant_type: 'client_credentials' };

async function obtainToken(app: Hosted, from: string, name?: string): Promise<string> {
  const request = tokenRequest('current', CLIENT_CREDENTIALS, { from, ...(name && { name }) });
  return readToken((await app.ask(request)).body);
}

const statusOf = async (app: Hosted, path: string, from: string, token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await app.ask({ path, from, headers })).status;
};

const tokens: Flood = {
  store: 'tokens of the sandbox',
  bound: 50_000,
  async settle(app, from) {
    const token = await obtainToken(app, from);
    return async () => (await statusOf(app, ENGINES, from, token)) === 200;
  },
  knock: (app, from) => () => app.ask(tokenRequest('current', CLIENT_CREDENTIALS, { from })),
};

const runs: Flood = {
  store: 'finished runs',
  bound: 5_000,
  async settle(app, from) {
    const browser = app.newVisitor(from);
    await runForItself(browser, 'legacy');
    return () => hasToken(browser);
  },
  knock: (app, from) => () =>
    app.ask({ path: '/client-credentials/authorize?server=sandbox-legacy', from }),
};

const requests: Flood = {
  store: 'authorization requests that wait for a person',
  bound: 10_000,
  async settle(app, from) {
    const browser = app.newVisitor(from);
    const consent = await openConsent(browser, authorizationPath('current'));
    return async () => (await browser.get(consent.url)).status === 200;
  },
  knock: (app, from) => () => app.ask({ path: authorizationPath('current'), from }),
};

const starts: Flood = {
  store: 'starts of a run',
  bound: 10_000,
  async settle(app, from) {
    const browser = app.newVisitor(from);
    const path = '/authorization-code/authorize?server=sandbox-current';
    const answer = await decideAtSandbox(browser, path);
    return async () => (await browser.follow(answer)).announcement().includes(HAS_TOKEN);
  },
  // From ever other addresses of one network: S40.
  knock: (app) => (count) => {
    const from = `2001:db8:0:5${(count % 256).toString(16).padStart(2, '0')}::1`;
    return app.ask({ path: '/authorization-code/authorize', from });
  },
};

/** Each visitor sets twenty, and then the next comes. */
const faults: Flood = {
  store: 'faults of the sandbox',
  bound: 5_000,
  atOnce: 1,
  async settle(app, from) {
    const browser = app.newVisitor(from);
    await runForItself(browser);
    return async () => (await setFault(browser, {})).status === 303;
  },
  knock(app, from) {
    let browser = app.newVisitor(from);
    let count = 0;
    return async () => {
      if (count % 21 === 0) {
        browser = app.newVisitor(from);
        const page = await runForItself(browser);
        if (page.status >= 400) return tallied(page);
      }
      count += 1;
      return tallied(await setFault(browser, {}));
    };
  },
};

const repositories: Flood = {
  store: 'repositories that were created',
  bound: 2_000,
  async settle(app, from) {
    const token = await obtainToken(app, from, WRITER);
    const path = `${ENGINES}/of-a-visitor`;
    const headers = { authorization: `Bearer ${token}` };
    await app.ask({ path, method: 'POST', from, headers });
    return async () => (await statusOf(app, path, from, token)) === 200;
  },
  // Each grant has repositories of its own: a new one each time.
  knock: (app, from) => async (count) => {
    const headers = { authorization: `Bearer ${await obtainToken(app, from, WRITER)}` };
    return app.ask({ path: `${ENGINES}/flood-${count}`, method: 'POST', from, headers });
  },
};

export const floods: readonly Flood[] = [tokens, runs, requests, starts, faults, repositories];

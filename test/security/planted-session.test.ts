/** Session fixation: somebody plants a cookie of theirs in the browser of another, and waits for that one to sign in. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import {
  behave,
  beginAt,
  comeBack,
  openLiveDemo,
  TOKEN_ANSWER,
  TOKEN_PATH,
} from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';
import { sendPassword } from '../support/resource-owner.ts';
import { csrfOf, sessionCookie } from '../support/session.ts';
import { readHtml } from '../support/page.ts';

const THEIRS = 'tHeIrs-sent-to-the-victim';
const GRANTS = ['authorization-code', 'client-credentials', 'resource-owner-password', 'implicit'];
const CREDENTIALS = '/client-credentials/authorize?server=bitbucket';

describe('A session id that was planted', () => {
  let demo: LiveDemo;
  beforeEach(async () => {
    demo = await openLiveDemo();
  });
  afterEach(() => demo.close());

  function holderOf(cookie: string): Browser {
    const browser = demo.newBrowser();
    browser.cookies.set('session', { value: cookie, path: '/' });
    return browser;
  }

  /** Everything that the planter's cookie, or any that he was handed for it, shows him: all runs of all grants. */
  async function lookEverywhere(planter: Browser): Promise<string> {
    const latest = await Promise.all(GRANTS.map((grant) => planter.get(`/${grant}`)));
    const runs = latest.flatMap((page) =>
      page.root
        .querySelectorAll('.runs__list a')
        .map((link) => new URL(link.getAttribute('href') ?? '', page.url).href),
    );
    const pages = [...latest, ...(await Promise.all(runs.map((href) => planter.get(href))))];
    return pages.map(({ body }) => body).join('\n');
  }

  async function expectNothing(planter: Browser): Promise<void> {
    const seen = await lookEverywhere(planter);
    expect(seen).not.toContain('You have an access token');
    expect(seen).not.toContain('Live Person');
    expect(seen).not.toContain(THEIRS.slice(0, 4)); // not even what the mask leaves
    expect(readHtml(seen).querySelectorAll('[value=access-token]')).toHaveLength(0);
  }

  /** The planter's browser, his `state`, and his cookie in the browser of the victim. */
  async function plant() {
    const planter = demo.newBrowser();
    const state = (await beginAt(planter)).get('state') ?? '';
    const cookie = sessionCookie(planter);
    return { planter, state, cookie, victim: holderOf(cookie) };
  }

  const signIn = (victim: Browser, state: string): Promise<Page> =>
    comeBack(victim, { code: THEIRS, state });

  /** The token endpoint answers when it is told to. */
  function holdTokenEndpoint(): { arrived: Promise<void>; release: () => void } {
    let [release, arrive] = [() => {}, () => {}];
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const answer = new Promise<Answer>((resolve) => {
      release = () => resolve(json(TOKEN_ANSWER));
    });
    demo.bitbucket.on(TOKEN_PATH, () => {
      arrive();
      return answer;
    });
    return { arrived, release };
  }

  it.each([
    ['another code', { code: 'anything' }],
    ['no code', {}],
    ['an error', { error: 'access_denied' }],
    ['the code and an error', { error: 'access_denied', code: 'anything' }],
  ])(
    'S17 the planter, who knows its state, is given no session for %s',
    async (_what, response) => {
      const { planter, state, victim } = await plant();
      expect((await signIn(victim, state)).status).toBe(303);

      const page = await comeBack(planter, { ...response, state });

      expect(page.headers.getSetCookie()).toEqual([]);
      await expectNothing(planter);
      expect((await victim.get('/authorization-code')).body).toContain('Live Person');
    },
  );

  it('S17 the planter is given no session while the victim’s code is being traded', async () => {
    const { planter, state, victim } = await plant();
    const { arrived, release } = holdTokenEndpoint();
    const signingIn = signIn(victim, state);
    await arrived;

    const waiting = comeBack(planter, { code: 'anything', state });
    await new Promise((resolve) => setTimeout(resolve, 100)); // it waits for the same trade
    release();

    expect((await signingIn).status).toBe(303);
    expect((await waiting).headers.getSetCookie()).toEqual([]);
    await expectNothing(planter);
  });

  it('S17 a request of the planter that began before and ends after leaves the id dead', async () => {
    const { planter, state, cookie, victim } = await plant();
    let [held, arrive] = [() => {}, () => {}];
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    demo.bitbucket.on(TOKEN_PATH, async ({ form }) => {
      if (form.get('grant_type') === 'client_credentials') {
        arrive();
        await new Promise<void>((resolve) => (held = resolve));
      }
      return json(TOKEN_ANSWER);
    });
    const slow = planter.get(CREDENTIALS);
    await arrived;

    await signIn(victim, state);
    held();
    await slow;

    expect(await lookEverywhere(planter)).not.toContain(THEIRS.slice(0, 4));
    expect((await planter.get('/authorization-code')).announcement()).toBe('Nothing has run yet.');
    await expectNothing(holderOf(cookie));
    expect((await victim.get('/authorization-code')).body).toContain('Live Person');
  });

  it('S17 a planter who has run it himself, and can repeat his own answer, sees his own run at most', async () => {
    const { planter, state, cookie } = await plant();
    const answer = { code: 'code-of-the-planter', state };
    await comeBack(planter, answer);
    const victim = holderOf(sessionCookie(planter)); // not the first id: the one that is signed in
    demo.bitbucket.on('/2.0/user', json({ type: 'user', display_name: 'The Victim' }));
    const own = (await beginAt(victim)).get('state') ?? '';
    await signIn(victim, own);
    await victim.get(CREDENTIALS);

    for (const browser of [planter, holderOf(cookie)]) {
      await browser.follow(await comeBack(browser, answer));

      expect(await lookEverywhere(browser)).not.toContain('The Victim');
    }
    expect((await victim.get('/authorization-code')).body).toContain('The Victim');
  });

  it('S17 a planter who keeps one of two sessions of his, and plants the other, sees nothing', async () => {
    const eve = demo.newBrowser();
    const states = [(await beginAt(eve)).get('state'), (await beginAt(eve)).get('state')];
    const both = states.map(() => holderOf(sessionCookie(eve)));
    await Promise.all(
      both.map((one, n) => comeBack(one, { code: `c${n}`, state: states[n] ?? '' })),
    );
    const [kept = eve, planted = eve] = both;
    const victim = holderOf(sessionCookie(planted));
    demo.bitbucket.on('/2.0/user', json({ type: 'user', display_name: 'The Victim' }));
    const own = (await beginAt(victim)).get('state') ?? '';
    await signIn(victim, own);

    for (const browser of [kept, planted]) {
      expect(await lookEverywhere(browser)).not.toContain('The Victim');
    }
  });

  it.each([
    ['the client’s credentials', (victim: Browser) => victim.get(CREDENTIALS)],
    ['a password', (victim: Browser) => sendPassword(victim, 'ada', 'lovelace')],
  ])('S17 the id is dead once %s brought a token', async (_what, run) => {
    const { planter, state, victim } = await plant();

    expect((await run(victim)).status).toBe(303);

    await expectNothing(planter);
    await comeBack(planter, { code: 'anything', state });
    await expectNothing(planter);
    expect(await lookEverywhere(victim)).toContain('You have an access token');
  });

  it('S17 the id is dead as soon as a code waits to be traded, step by step', async () => {
    const planter = demo.newBrowser();
    const stage = await planter.open('/authorization-code/authorize?server=bitbucket&pace=step');
    const victim = holderOf(sessionCookie(planter));
    const asked = new URL((await stage.form('Send A').submit()).location ?? '');

    const page = await victim.follow(await signIn(victim, asked.searchParams.get('state') ?? ''));
    const form = { _csrf: csrfOf(stage), run: '1', waiting: 'D' };
    const answer = await planter.post('/authorization-code/send', form);

    expect(page.hasButton('Send D')).toBe(true);
    expect(answer.location).toContain('notice=no-run');
    expect(demo.tokenRequests()).toEqual([]);
    await expectNothing(planter);
  });

  it('S17 the id is dead, too, once a code came that was not used', async () => {
    const { planter, state, victim } = await plant();

    const iss = 'https://elsewhere.example';
    const page = await victim.follow(await comeBack(victim, { code: THEIRS, state, iss }));

    expect(page.step('C').state).toBe('failed');
    await expectNothing(planter);
  });

  it('S17 a run that had a token takes no other person’s password', async () => {
    const planter = demo.newBrowser();
    const page = await planter.follow(await sendPassword(planter, 'ada', 'lovelace'));
    const revoked = await planter.follow(await page.form('Revoke').submit());

    const refused = await planter.follow(await revoked.form('Refresh').submit());

    expect(refused.step('Refresh').state).toBe('failed');
    expect(refused.hasButton('Send A')).toBe(false);
  });

  it('S17 a token in an answer that was no good is nowhere to be revealed', async () => {
    const { planter, state, victim } = await plant();
    demo.bitbucket.on(TOKEN_PATH, json({ ...TOKEN_ANSWER, token_type: 'mac' }));

    const page = await victim.follow(await signIn(victim, state));
    expect(page.step('D').state).toBe('failed');
    await expectNothing(planter); // nor the code, which nobody may have spent

    const form = { _csrf: csrfOf(page), step: 'D', view: 'wire' };
    for (const entry of ['x1', 'x2', 'x3']) {
      const revealed = await victim.post('/authorization-code/reveal', { ...form, entry });
      expect(revealed.status).toBe(200);
      expect(revealed.body).not.toContain(TOKEN_ANSWER.access_token);
      expect(revealed.body).not.toContain(TOKEN_ANSWER.refresh_token);
    }
  });

  it('R23 whoever comes with the very answer that renewed it is given the new session again', async () => {
    const { state, cookie, victim } = await plant();
    await signIn(victim, state); // the answer, and with it the new id, is lost

    for (let click = 2; click < 4; click += 1) {
      const sameBrowser = holderOf(cookie);
      const page = await sameBrowser.follow(await signIn(sameBrowser, state));

      expect(page.url).toBe(`${demo.url}/authorization-code?notice=answered#stage`);
      expect(page.body).toContain('Live Person');
    }
    expect(demo.tokenRequests()).toHaveLength(1);
  });

  it('S17 in the implicit grant nothing is kept on the server that it could lead to', async () => {
    const { planter, victim } = await plant();
    behave(demo.bitbucket);
    const state = (await beginAt(victim, 'bitbucket', 'implicit')).get('state') ?? '';
    const page = await victim.get('/oauth-callback');
    const _csrf = csrfOf(page);

    expect((await victim.post('/implicit/oauth-callback', { _csrf, state })).status).toBe(200);

    await expectNothing(planter);
    expect((await planter.post('/implicit/oauth-callback', { _csrf, state })).status).toBe(400);
  });
});

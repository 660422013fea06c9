import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { behave, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';

const STEP = '/authorization-code/authorize?server=sandbox-current&pace=step';

describe('“Break it”', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  /** A run of the sandbox that has its code, and pauses before it is traded. */
  async function pauseBeforeD(browser: Browser): Promise<Page> {
    return runToResult(
      browser,
      `${STEP.replace('pace=step', 'pace=through')}&mistake=no-code`,
    ).then(async (armed) => browser.follow(await undo(armed)));
  }

  async function pauseBeforeApi(browser: Browser): Promise<Page> {
    const atD = await browser.follow(
      await undo(await runToResult(browser, `${STEP}&mistake=no-code`)),
    );
    const answered = await browser.follow(await atD.form('Send D').submit());
    return browser.get(answered.link('Next: the API call'));
  }

  /** What is sent of D, without what tells one form from another. */
  const valuesOf = (page: Page) =>
    Object.entries(page.form('Send D').fields).filter(([name]) => name.startsWith('set.'));

  const choose = (page: Page, mistake: string) => page.form('Hang').submit({ mistake });
  const undo = (page: Page) => page.form('Undo').submit();

  async function breakIt(browser: Browser, page: Page, mistake: string): Promise<Page> {
    return browser.follow(await choose(page, mistake));
  }

  it('breaks D in two ways, and each is mended from the stage', async () => {
    const browser = demo.newBrowser();
    const before = await pauseBeforeD(browser);

    const armed = await breakIt(browser, before, 'wrong-secret');
    expect(armed.announcement()).toContain('Paused before D. One mistake is set.');
    const refused = await browser.follow(await armed.form('Send D').submit());
    expect(refused.step('D')).toEqual({ state: 'failed', result: '400' });
    expect(refused.message()).toContain('Invalid OAuth client credentials');

    const mended = await browser.follow(await refused.form('Mend and send again').submit());
    expect(mended.step('D').state).toBe('done');
    expect(mended.tokenBar()).toContain('account email repository');

    const again = await runToResult(browser, `${STEP}&mistake=redirect-uri-slash`);
    expect(again.message()).toContain('wrong on purpose: a slash too many');
    const unlike = await browser.follow(await again.form('Send D').submit());
    expect(unlike.message()).toContain('redirect_uri does not match');
    expect(unlike.message()).toContain(
      'Its code is spent: mending begins where a fresh one is made.',
    );

    const anew = await browser.open(unlike.link('Mend with a new run'));
    expect(anew.hasButton('Send A')).toBe(true);
    expect(anew.message()).not.toContain('on purpose');
    const { location = '' } = await anew.form('Send A').submit();
    const atD = await browser.follow(await decideAtSandbox(browser, location));
    expect(atD.announcement()).toContain('Paused before D.');
  });

  it('D with another host is refused before the code is looked at: the same code is good still', async () => {
    const browser = demo.newBrowser();
    const armed = await breakIt(browser, await pauseBeforeD(browser), 'redirect-uri-host');
    const refused = await browser.follow(await armed.form('Send D').submit());

    expect(refused.message()).not.toContain('Its code is spent');
    const mended = await browser.follow(await refused.form('Mend and send again').submit());
    expect(mended.step('D').state).toBe('done');
  });

  it('a call without its scope gives way to the calls that the token may make', async () => {
    const browser = demo.newBrowser();
    const armed = await breakIt(browser, await pauseBeforeApi(browser), 'scope-not-granted');
    const refused = await browser.follow(await armed.form('Send the API call').submit());

    expect(refused.hasButton('Mend and send again')).toBe(false);
    const called = await browser.follow(await refused.form('Call what the token may').submit());
    expect(called.step('API').state).toBe('done');
  });

  it('what has failed, or was left to a person, is not said not to have failed', async () => {
    const browser = demo.newBrowser();
    const granted = await Promise.all(
      ['deny', 'person-without-email'].map(async (mistake) => {
        const other = demo.newBrowser();
        const armed = await other.open(`${STEP}&mistake=${mistake}`);
        const { location = '' } = await armed.form('Send A').submit();
        return other.follow(await decideAtSandbox(other, location));
      }),
    );
    const armed = await breakIt(browser, await pauseBeforeApi(browser), 'expired-token');
    const refused = await browser.follow(await armed.form('Send the API call').submit());
    const atRefresh = await browser.follow(await refused.form('Mend: refresh first').submit());

    for (const page of [...granted, atRefresh]) {
      expect(page.announcement()).toContain('Paused before');
      expect(page.announcement()).not.toContain('did not fail');
    }
  });

  it('sets a mistake and sends nothing; undone, the request is as it was', async () => {
    const browser = demo.newBrowser();
    const before = await pauseBeforeD(browser);

    const armed = await breakIt(browser, before, 'redirect-uri-slash');
    const undone = await browser.follow(await undo(armed));

    expect(armed.step('D').state).toBe('next');
    expect(armed.message()).toContain(`${demo.url}/oauth-callback/`);
    expect(valuesOf(undone)).toEqual(valuesOf(before));
    expect(undone.message()).not.toContain('on purpose');
  });

  it('holds one mistake at a time: another takes its place', async () => {
    const browser = demo.newBrowser();
    const first = await breakIt(browser, await pauseBeforeD(browser), 'no-code');

    const second = await breakIt(browser, first, 'no-credentials');

    expect(second.message()).toContain('Wrong on purpose: No credentials.');
    expect(second.message()).not.toContain('No code');
  });

  it('is kept with the run: after a reload, in a second tab', async () => {
    const browser = demo.newBrowser();
    const armed = await breakIt(browser, await pauseBeforeD(browser), 'json-body');

    const reloaded = await browser.get(armed.url);

    expect(reloaded.message()).toContain('Wrong on purpose: JSON in the place of a form.');
  });

  it('where there is nothing to mend or to read again, one is led to where the run stands', async () => {
    const browser = demo.newBrowser();
    const before = await pauseBeforeD(browser);
    const fields = before.form('Send D').fields;

    for (const way of ['mend', 'replay']) {
      const { location } = await browser.post(`/authorization-code/${way}`, fields);
      expect(location).toBe(`${demo.url}/authorization-code?run=1&step=D#stage`);
    }
  });

  it('a second click on Send sends nothing more', async () => {
    const browser = demo.newBrowser();
    const armed = await breakIt(browser, await pauseBeforeD(browser), 'used-code');
    const form = armed.form('Send D');

    const [first, second] = await Promise.all([form.submit(), form.submit()]);

    expect([first.location, second.location]).toEqual([first.location, first.location]);
    const wire = await browser.get('/authorization-code?run=1&step=D&view=wire');
    expect(wire.root.querySelectorAll('.raw__title').map((one) => one.textContent)).toEqual([
      'Token request, grant_type authorization_code',
      'Answer',
      'Token request, grant_type authorization_code',
      'Answer',
    ]);
  });

  it('the mistakes of one visitor do not touch another', async () => {
    const [one, other] = [demo.newBrowser(), demo.newBrowser()];
    const [armed, plain] = [await pauseBeforeD(one), await pauseBeforeD(other)];
    const late = await one.follow(
      await (await breakIt(one, armed, 'old-code')).form('Send D').submit(),
    );
    const troubled = await runToResult(one, `${STEP}&mistake=fault-500`);

    const sent = await other.follow(await plain.form('Send D').submit());

    expect(late.step('D').state).toBe('failed');
    expect(troubled.text).toContain('500 Internal Server Error');
    expect(sent.step('D').state).toBe('done');
    const strange = await other.post('/authorization-code/break', {
      ...(await other.get('/authorization-code')).form('Hang').fields,
      run: '7',
      mistake: 'token-in-query',
    });
    expect(strange.location).toContain('notice=no-run');
  });

  it('a fault that has not struck is taken back: the calls after it are answered', async () => {
    const browser = demo.newBrowser();
    const armed = await runToResult(browser, `${STEP}&mistake=fault-429`);

    const refused = await browser.follow(await armed.form('Send D').submit());
    const mended = await browser.follow(await refused.form('Mend and send again').submit());

    expect(armed.root.querySelector('.fault-chip')?.textContent).toBe('429 without Retry-After');
    expect(refused.step('D').result).toBe('429');
    expect(mended.step('D').state).toBe('done');
  });

  it('an answer is read once more, and the run stays as it was: nothing is sent for it', async () => {
    const browser = demo.newBrowser();
    await pauseBeforeD(browser);
    const before = demo.sandboxes.current.requests.length;

    const armed = await browser.follow(
      await (
        await browser.get('/authorization-code?run=1&step=C')
      )
        .form('The same answer again')
        .submit(),
    );
    const refused = await browser.follow(await armed.form('Replay C').submit());
    const after = demo.sandboxes.current.requests.length;
    const going = await browser.follow(
      await (
        await browser.follow(await refused.form('Take the real answer').submit())
      )
        .form('Send D')
        .submit(),
    );

    expect(armed.message()).toContain('wrong on purpose: used already');
    expect(refused.step('C').state).toBe('failed');
    expect(refused.step('D').state).toBe('next');
    expect(refused.message()).toContain('Nothing was sent to the token endpoint.');
    expect(after).toBe(before);
    expect([going.step('C').state, going.step('D').state]).toEqual(['done', 'done']);
  });

  it('the person whom a mistake expects is expected for that run alone', async () => {
    const browser = demo.newBrowser();
    const personOf = () => browser.cookies.get('sandbox-person')?.value;
    await browser.get(`${STEP}&person=bruno`);
    const armed = await browser.open(`${STEP}&mistake=person-without-email`);

    await armed.form('Send A').submit();
    const during = personOf();
    const next = await browser.open(STEP);

    expect([during, personOf()]).toEqual(['nora', 'bruno']);
    expect(next.root.querySelector('.choices a[href*="person="][aria-current] b')?.text).toBe(
      'Bruno Sample',
    );
  });

  it('is for the sandbox alone: on bitbucket.org there is no menu, and nothing takes a mistake', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open('/authorization-code/authorize?server=bitbucket&pace=step');
    const { _csrf = '' } = stage.form('Send A').fields;

    const forced = await browser.post('/authorization-code/break', {
      _csrf,
      run: '1',
      step: 'A',
      mistake: 'wrong-secret',
    });
    const planned = await browser.get(
      '/authorization-code/authorize?server=bitbucket&mistake=no-code',
    );

    expect(stage.text).not.toContain('Break it');
    expect(forced.status).toBe(400);
    expect(forced.text).toContain('on the sandbox alone');
    expect(planned.status).toBe(400);
    expect((await browser.get(stage.url)).hasButton('Send A')).toBe(true);
  });

  it.each(['__proto__', 'nonsense', 'token-in-query'])(
    'what cannot be made here is refused: %s',
    async (mistake) => {
      const browser = demo.newBrowser();
      const answer = await choose(await pauseBeforeD(browser), mistake);

      expect(answer.status).toBe(400);
      expect((await browser.get('/authorization-code')).message()).not.toContain('on purpose');
    },
  );

  it('has no place where a form of another page sends it', async () => {
    const browser = demo.newBrowser();
    const { fields, action } = (await pauseBeforeD(browser)).form('Hang');

    const { _csrf: _token, ...withoutToken } = fields;
    expect((await browser.post(action, { ...withoutToken, mistake: 'no-code' })).status).toBe(403);
  });
});

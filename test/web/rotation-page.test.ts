import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBudgets } from '../../src/stage/budgets.ts';
import { createMemoryLimiter } from '../../src/storage/memory-limiter.ts';
import { openApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Page } from '../support/page.ts';

const outcome = (page: Page) =>
  (page.root.querySelector('#outcome')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

/** Each list of the tree, from the outside in: how many uses or readers it has. */
const branches = (page: Page) =>
  page.root
    .querySelectorAll('.family ol')
    .map((list) => list.childNodes.filter(({ rawTagName }) => rawTagName === 'li').length);

async function run(browser: Browser, filledIn: Record<string, string> = {}): Promise<Page> {
  const page = await browser.get('/rotation');
  return browser.follow(await page.form('Run it').submit(filledIn));
}

describe('/rotation', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('begins nothing by itself: no session, no run, and a choice in the address is ticked', async () => {
    const browser = demo.newBrowser();
    const page = await browser.get('/rotation?workers=lock&used=grace&reuse=nonsense');

    expect([page.status, page.heading()]).toEqual([200, 'Rehearsal of rotation']);
    expect(browser.cookies.size).toBe(0);
    expect(outcome(page)).toContain('Nothing was run with this choice yet.');
    expect(page.form('Run it').fields).toEqual({
      workers: 'lock',
      used: 'grace',
      reuse: 'nothing',
      fifth: 'with-them',
    });
  });

  it('says who is signed out, and why, all at once and without a grace', async () => {
    const page = await run(demo.newBrowser());

    expect(outcome(page)).toMatch(/Workers \d, \d, \d and \d are signed out\./);
    expect(outcome(page)).toMatch(
      /They sent R1 after worker \d had used it: 400 unauthorized_client, “Invalid OAuth client credentials”\./,
    );
    expect(outcome(page)).toContain('the store has R2, which was tried afterwards and is good');
    expect(branches(page)).toEqual([5, 1]);
  });

  it('shows five branches with the grace, and that the next one may not be so lucky', async () => {
    const page = await run(demo.newBrowser(), { used: 'grace' });

    expect(outcome(page)).toContain('Nobody is signed out, this time. R1 was taken 5 times');
    expect(outcome(page)).toContain('The store has R6');
    expect(outcome(page)).toContain('overwritten: nobody has it any more');
    expect(page.link('disputed')).toBe(`${demo.url}/bitbucket#refresh-grace`);
    expect(branches(page)).toEqual([5, 1]);
  });

  it('shows one request under the lock, and who read what it brought', async () => {
    const page = await run(demo.newBrowser(), { workers: 'lock' });

    expect(outcome(page)).toContain(
      'Nobody is signed out. One request was sent, by worker 1. The others read the store again, and found R2.',
    );
    expect(outcome(page).match(/read it in the store and sent nothing/g)).toHaveLength(4);
    expect(branches(page)).toEqual([1, 5]);
  });

  it('says that the lock of the client passes, and that the family lives', async () => {
    const page = await run(demo.newBrowser(), { reuse: 'locks' });

    expect(outcome(page)).toContain('are signed out, and nobody can refresh for a while.');
    expect(outcome(page)).toContain('6 minutes later it was taken: the family was not ended.');
    expect(branches(page)).toEqual([5, 2]);
  });

  it('says of one who comes late that the grace was over', async () => {
    const page = await run(demo.newBrowser(), { used: 'grace', fifth: 'late' });

    expect(outcome(page)).toContain('Worker 5 is signed out. It sent R1 after worker');
    expect(outcome(page)).toContain('and its ten minutes of grace were over: 400');
    expect(outcome(page)).toContain('Worker 5 11 minutes later');
  });

  it('leads to its own address, which reload and Back show again, to this visitor alone', async () => {
    const browser = demo.newBrowser();
    const first = await run(browser, { used: 'grace' });
    const second = await run(browser, { workers: 'lock' });

    expect(new URL(first.url).search).toBe(
      '?workers=at-once&used=grace&reuse=nothing&fifth=with-them',
    );
    for (const page of [first, second]) {
      expect(outcome(await browser.get(page.url))).toBe(outcome(page));
    }
    const stranger = await demo.newBrowser().get(first.url);
    expect(outcome(stranger)).toContain('Nothing was run with this choice yet.');
  });

  it('shows the lines of a program that are the lock, in the language that is chosen', async () => {
    const browser = demo.newBrowser();
    const page = await browser.get('/rotation?used=grace');
    const python = await browser.get(
      new URL(page.link('Python')).pathname + new URL(page.link('Python')).search,
    );
    const codeOf = (one: Page) => one.root.querySelector('#lock pre')?.textContent ?? '';

    expect(codeOf(page)).toContain('(Lock)');
    expect(codeOf(python)).toContain('fcntl.flock');
    expect(codeOf(python)).toContain('(Refresh)');
    expect(codeOf(python)).not.toContain('import ');
    expect(python.form('Run it').fields['used']).toBe('grace');
    const whole = await browser.open(python.link('The whole program'));
    expect(whole.text).toContain('refresh.py');
    const other = await browser.get('/rotation?language=cobol');
    expect(codeOf(other)).toBe(codeOf(page));
  });

  it('has nothing left of a visitor who forgets all', async () => {
    const seen: string[] = [];
    const app = await openApp({
      rehearsals: {
        run: async (visitorId) => void seen.push(visitorId),
        find: async () => undefined,
        forget: async (visitorId) => void seen.push(visitorId),
      },
    });
    try {
      const browser = app.newBrowser();
      const page = await browser.follow(await browser.post('/rotation', {}));
      await browser.submit(page, '[action$="/logout"]');
      expect(seen).toEqual([seen[0], seen[0]]);
    } finally {
      await app.close();
    }
  });

  it('refuses what cannot be chosen, by its name, and another site’s form', async () => {
    const browser = demo.newBrowser();
    const faulty = await browser.post('/rotation', { used: 'twice' });
    expect([faulty.status, faulty.text]).toEqual([
      400,
      expect.stringContaining('used must be one of: refused, grace.'),
    ]);
    const foreign = await browser.post('/rotation', {}, { 'Sec-Fetch-Site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  });

  it('leaves the sandbox inside alone, and writes no token into the log', async () => {
    const before = demo.sandboxes.current.requests.length;
    const page = await run(demo.newBrowser());

    expect(demo.sandboxes.current.requests.length).toBe(before);
    expect([/eyJ/.test(page.body), /eyJ/.test(demo.log())]).toEqual([false, false]);
  });
});

describe('/rotation, where strangers share the app', () => {
  it('counts each rehearsal to the calls of its visitor, and one that begins a session to the starts', async () => {
    let count = 0;
    const app = await openApp({
      budgets: createBudgets(createMemoryLimiter),
      rehearsals: {
        run: async () => void (count += 1),
        find: async () => undefined,
        forget: async () => undefined,
      },
    });
    try {
      const browser = app.newBrowser();
      const press = async () => (await browser.post('/rotation', {})).status;
      expect(await press()).toBe(303); // without a session yet: it counts to the network alone
      const answers: number[] = [];
      for (let n = 0; n < 101; n += 1) answers.push(await press());
      expect(answers).toEqual([...Array<number>(100).fill(303), 429]);
      expect(count).toBe(101);

      const begun: number[] = [];
      for (let n = 0; n < 240; n += 1) {
        begun.push((await app.newBrowser().post('/rotation', {})).status);
      }
      expect(begun).toEqual([...Array<number>(239).fill(303), 429]);
    } finally {
      await app.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failures } from '../../src/failures/index.ts';
import { mistakes } from '../../src/mistakes/index.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

const LOG = `2026-11-25T09:14:07Z ERROR oauth2: "code exchange failed" status=400 body={"error_description": "redirect_uri does not match", "error": "invalid_request"} client_secret=c4n4ry-S3cr3t-0f-N0b0dy`;

describe('The pages of the errors', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('list every failure once, by where it happens, its text in monospace, with how it is known', async () => {
    const { root, body } = await demo.newBrowser().get('/errors');
    const lines = root.querySelectorAll('.failures__list a');

    expect(lines.map((one) => one.getAttribute('href') ?? '').toSorted()).toEqual(
      failures.map(({ slug }) => `/errors/${slug}`).toSorted(),
    );
    expect(
      lines.filter((one) => !one.querySelector('code') || !one.querySelector('.known')),
    ).toEqual([]);
    expect(body.length).toBeLessThan(40_000);
  });

  it('list those of one era by a link, and say which', async () => {
    for (const era of ['current', 'legacy'] as const) {
      const { root } = await demo.newBrowser().get(`/errors?era=${era}`);
      const slugs = root
        .querySelectorAll('.failures__list a')
        .map((one) => one.getAttribute('href'));
      const ofEra = failures.filter(({ eras }) => eras.includes(era));

      expect(ofEra.length).toBeLessThan(failures.length);
      expect(slugs).toHaveLength(ofEra.length);
      expect(root.querySelector('.jump [aria-current]')?.getAttribute('href')).toBe(
        `/errors?era=${era}`,
      );
    }
    const odd = await demo.newBrowser().get('/errors?era=__proto__');
    expect(odd.root.querySelectorAll('.failures__list a')).toHaveLength(failures.length);
  });

  it('are one for each failure: its text is the title, and it says why, what to do, and who says so', async () => {
    for (const { slug, title, fix, statements } of failures) {
      const page = await demo.newBrowser().get(`/errors/${slug}`);

      expect([slug, page.status]).toEqual([slug, 200]);
      expect(page.title).toBe(`${title} · Four Grants`);
      expect(page.heading()).toBe(title);
      expect(page.root.querySelectorAll('#fix + ol li')).toHaveLength(fix.length);
      expect(page.root.querySelectorAll('#known + ul > li')).toHaveLength(statements.length);
      expect(page.root.querySelectorAll('#known + ul time')).toHaveLength(statements.length);
      expect(page.body.length).toBeLessThan(40_000);
      expect(page.headers.get('x-robots-tag')).toBeNull();
    }
  });

  it('say of a code that nobody has recorded that it is assumed, and of no other', async () => {
    for (const slug of ['redirect-uri-other-host', 'client-credentials-missing']) {
      const { root } = await demo.newBrowser().get(`/errors/${slug}`);
      const said = root.querySelector('.status')?.textContent ?? '';

      expect(said).toContain('invalid_request assumed');
      expect(said).not.toContain('unauthorized_client assumed');
    }
  });

  it('lead to the stage, where the failure is seen to happen', async () => {
    const seen = new Set(
      mistakes.flatMap(({ brings }) => Object.values(brings)).filter((slug) => slug !== 'none'),
    );
    for (const slug of seen) {
      const { root } = await demo.newBrowser().get(`/errors/${slug}`);
      const links = root.querySelectorAll('.happen a');

      expect([slug, links.length > 0]).toEqual([slug, true]);
      expect(links.filter((link) => link.getAttribute('rel') !== 'nofollow')).toEqual([]);
    }
    const { root } = await demo.newBrowser().get('/errors/credential-length');
    expect(root.querySelector('.happen')).toBeNull(); // the sandbox has no such client
  });

  it('have no dead link among them', async () => {
    const known = new Set(failures.map(({ slug }) => `/errors/${slug}`));
    for (const { slug } of failures) {
      const { root } = await demo.newBrowser().get(`/errors/${slug}`);
      const links = root
        .querySelectorAll('main a[href^="/errors/"]')
        .map((one) => one.getAttribute('href') ?? '');

      expect(links.filter((href) => !known.has(href))).toEqual([]);
    }
  });

  it('offer the field at an address that is none of theirs', async () => {
    for (const path of [
      '/errors/of-an-older-release',
      '/errors/__proto__',
      '/errors/%3Cscript%3E',
    ]) {
      const page = await demo.newBrowser().get(path);

      expect([path, page.status]).toEqual([path, 404]);
      expect(page.root.querySelector('main form[action="/errors"] textarea')).not.toBeNull();
      expect(page.headers.get('x-robots-tag')).toBe('noindex');
    }
  });
});

describe('What is pasted', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const paste = (text: string) => demo.newBrowser().post('/errors', { text });

  it('is answered with the failure itself where one fits, and what says so is marked', async () => {
    const page = await paste(LOG);

    expect([page.status, page.heading()]).toEqual([200, 'One match']);
    expect(page.root.querySelector('#failure a')?.getAttribute('href')).toBe(
      '/errors/redirect-uri-does-not-match',
    );
    const marked = page.root.querySelectorAll('.because pre mark').map((one) => one.textContent);
    expect(marked).toEqual(['400', 'redirect_uri does not match', 'invalid_request']);
    expect(page.root.querySelectorAll('#fix + ol li').length).toBeGreaterThan(0);
  });

  it('is marked where it stands, however it is wrapped', async () => {
    const page = await paste(
      'https://app.example/cb?error_description=Unknown+scope%3A+a%2Cb&error=invalid_scope&state=x',
    );

    const marked = page.root.querySelectorAll('.because pre mark').map((one) => one.textContent);
    expect(marked[0]).toMatch(/^Unknown\+scope%3A/);
    expect(marked).toContain('invalid_scope');
    expect(page.root.querySelector('.because pre')?.textContent).toContain(
      'app.example/cb?error_description=Unknown+scope',
    );
  });

  it('is answered with a list where several may fit, and honestly where none does', async () => {
    const several = await paste('bitbucket said 410 Gone');
    const unknown = await paste(
      '{"error": "invalid_target", "error_description": "The stars are wrong"}',
    );

    expect([several.status, unknown.status]).toEqual([200, 200]);
    expect(several.text).toContain('These may fit');
    expect(several.root.querySelectorAll('.failures__list li').length).toBeGreaterThan(1);
    expect(unknown.heading()).toBe('Not known here');
    expect(unknown.text).toContain('RFC 8707');
    expect(unknown.text).toContain('Note this down');
    expect(unknown.root.querySelector('textarea[id="paste"]')?.textContent).toContain(
      'The stars are wrong',
    );
  });

  it('is kept nowhere: no cookie, no log, no address, no index; its secrets are not even shown', async () => {
    const browser = demo.newBrowser();
    const page = await browser.post('/errors', { text: LOG });
    const unknown = await browser.post('/errors', {
      text: 'x refresh_token=c4n4ry-S3cr3t-0f-N0b0dy',
    });

    for (const { body, url, headers, location } of [page, unknown]) {
      expect(body).not.toContain('c4n4ry-S3cr3t-0f-N0b0dy');
      expect(url).toBe(`${demo.url}/errors`);
      expect(location).toBeUndefined();
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toBe('noindex');
    }
    expect(browser.cookies.size).toBe(0);
    expect(demo.log()).toContain('"path":"/errors"');
    expect(demo.log()).not.toMatch(/canary|c4n4ry|redirect_uri does not match/);
  });

  it('is shown as text, whatever stands in it', async () => {
    const { root } = await paste(
      '<script>alert(1)</script><img src=x onerror=alert(1)> Invalid pagelen',
    );

    expect(root.querySelectorAll('main script, main img')).toHaveLength(0);
    expect(root.querySelector('.because pre')?.textContent).toContain('<script>alert(1)</script>');
  });

  it('is refused by name when it is too long, and stays in the field', async () => {
    const long = `Invalid pagelen ${'é'.repeat(7_985)}`;
    const page = await paste(long);

    expect([page.status, page.heading()]).toEqual([413, 'Too long to read']);
    expect(page.text).toContain('That is 8,001 characters, and at most 8,000 are read.');
    expect(page.root.querySelector('textarea[id="paste"]')?.textContent).toBe(long);
    expect((await paste(long.slice(0, 8_000))).status).toBe(200);
    expect((await paste('%'.repeat(80_000))).status).toBe(413);
  });

  it('is counted as the field counts it: the end of a line is one character, though a browser sends two', async () => {
    const lines = 'Invalid pagelen\r\n'.repeat(500);

    expect((await paste(lines)).status).toBe(200);
    expect((await paste(`${lines}!`)).text).toContain('That is 8,001 characters');
  });

  it('is masked when it is too long as well', async () => {
    const { body } = await paste(`client_secret=c4n4ry-S3cr3t-0f-N0b0dy ${'é'.repeat(8_000)}`);

    expect(body).not.toContain('c4n4ry-S3cr3t-0f-N0b0dy');
  });

  it('may be nothing at all', async () => {
    for (const text of ['', ' \n', '<b></b>']) {
      const page = await paste(text);

      expect([page.status, page.heading()]).toEqual([200, 'Nothing was pasted']);
    }
    expect((await demo.newBrowser().post('/errors', {})).heading()).toBe('Nothing was pasted');
  });

  it('needs no session and no token, and is taken from our own pages alone', async () => {
    const browser = demo.newBrowser();
    const form = { text: 'Invalid pagelen' };

    expect((await browser.post('/errors', form, { Origin: demo.url })).status).toBe(200);
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://evil.example' },
    ]) {
      expect((await browser.post('/errors', form, headers)).status).toBe(403);
    }
  });
});

describe('Where strangers paste', () => {
  it('each network has a budget of its own', async () => {
    const demo = await openDemo({ BUDGET: 'true', TRUSTED_PROXIES: '1' });
    try {
      const send = (from: string) =>
        demo
          .newBrowser()
          .post(
            '/errors',
            { text: '' },
            { 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': from },
          );
      let granted = 0;
      while (granted < 700 && (await send('198.51.100.7')).status === 200) granted += 1;
      const refused = await send('198.51.100.7');

      expect(granted).toBe(600);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([
        429,
        expect.any(String),
      ]);
      expect((await send('198.51.100.8')).status).toBe(200);
    } finally {
      await demo.close();
    }
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../src/grants/index.ts';
import { findStatement } from '../src/statements/index.ts';
import { openDemo } from './support/demo.ts';
import type { TestDemo } from './support/demo.ts';

/** Away to the authorization server, to its form, or to its result; a callback without an answer. */
const ROUTES: Readonly<Record<string, { start: number; callback: number }>> = {
  'authorization-code': { start: 302, callback: 400 },
  implicit: { start: 302, callback: 200 }, // the page whose script looks at the fragment
  'resource-owner-password': { start: 303, callback: 400 },
  'client-credentials': { start: 303, callback: 400 },
};

describe.each(grants.map((grant) => [grant.title, grant] as const))(
  'The %s grant',
  (title, grant) => {
    const { slug, source } = grant;
    let demo: TestDemo;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());

    it('has its source, its words and its test under its own name', () => {
      expect(existsSync(`src/grants/${slug}.ts`)).toBe(true);
      expect(existsSync(`src/grants/facts/${slug}.ts`)).toBe(true);
      expect(existsSync(`test/grants/${slug}.test.ts`)).toBe(true);
    });

    it('has a page with what it is, its figure, its state on Bitbucket and its buttons', async () => {
      const page = await demo.newBrowser().get(`/${slug}`);

      expect(page.status).toBe(200);
      expect(page.body).toContain(`RFC ${source.rfc} §${source.section}`);
      expect(page.body).toContain(grant.summary);
      for (const { id, about, asOf } of grant.onBitbucket.statements.map(findStatement)) {
        expect([about, page.body.includes(`<a href="/bitbucket#${id}">`)]).toEqual([about, true]);
        expect(page.body).toContain(`, ${asOf}`);
      }
      expect(page.step(grant.steps[0]?.letter ?? '').state).toBe('next');
      for (const { letter } of grant.steps.slice(1)) {
        expect(page.step(letter).state).toBe('to come');
      }
      expect(page.link('Step by step')).toBe(`${demo.url}/${slug}/authorize?pace=step`);
      expect(page.link('Run it')).toBe(`${demo.url}/${slug}/authorize?pace=through`);
    });

    it('says how it differs from the others, with links to them', async () => {
      const page = await demo.newBrowser().get(`/${slug}`);
      const differences = page.root.querySelector('#differs')?.innerHTML ?? '';

      const others = grants.filter((other) => other.slug !== slug).map((other) => other.slug);
      expect(others.filter((other) => !differences.includes(`href="/${other}"`))).toEqual([]);
    });

    it('has a card on the landing page, a row in its table and a place in the navigation', async () => {
      const { root } = await demo.newBrowser().get('/');
      const card = root
        .querySelectorAll('#grants li')
        .find((one) => one.querySelector(`h3 a[href="/${slug}"]`));

      for (const fact of [
        `RFC ${source.rfc} §${source.section}`,
        grant.whoConsents,
        grant.crossesBrowser,
        grant.refreshToken,
        grant.useIt,
      ]) {
        expect(card?.textContent).toContain(fact);
      }
      for (const place of ['td, th', '.site-nav', '.site-menu']) {
        const links = root.querySelectorAll(place).flatMap((one) => one.querySelectorAll('a'));
        expect(links.map((link) => link.getAttribute('href'))).toContain(`/${slug}`);
      }
    });

    it('says on its card whether bitbucket.org offers it, and as of when, and runs from there', async () => {
      const browser = demo.newBrowser();
      const { root } = await browser.get('/');
      const card = root
        .querySelectorAll('#grants li')
        .find((one) => one.querySelector(`h3 a[href="/${slug}"]`));
      const live = card?.querySelector('.live');
      const runIt = card?.querySelector('a[rel="nofollow"]');
      const dates = grant.onBitbucket.statements.map((id) => findStatement(id).asOf);

      expect(live?.textContent).toMatch(
        grant.onBitbucket.status === 'works' ? /^Works on/ : /^Removed from/,
      );
      expect(dates).toContain(live?.querySelector('time')?.getAttribute('datetime'));
      expect(runIt?.textContent).toBe(`Run it: ${grant.shortTitle}`);
      expect((await browser.get(runIt?.getAttribute('href') ?? '')).location).toContain(
        grant.startsBy === 'form' ? `/${slug}?` : '/',
      );
    });

    it('has its row in the README’s table', () => {
      const rows = readFileSync('README.md', 'utf8').split('\n');
      const row =
        rows.find((line) =>
          line.toLowerCase().startsWith(`| [${title.toLowerCase()}, §${source.section}]`),
        ) ?? '';
      const cells = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());

      expect(cells).toHaveLength(4);
      expect(cells[3]).toContain(`\`/${slug}\``);
      expect(cells.filter((cell) => cell === '')).toEqual([]);
    });

    it('has its three routes', async () => {
      const browser = demo.newBrowser();

      const { status: start } = await browser.get(`/${slug}/authorize`);
      const { status: callback } = await browser.get(`/${slug}/oauth-callback`);
      const { status: health } = await browser.get(`/${slug}/healthcheck`);
      expect({ start, callback, health }).toEqual({ ...ROUTES[slug], health: 200 });
    });

    it('does its steps in the source where the letters stand', () => {
      const text =
        readFileSync(`src/grants/${slug}.ts`, 'utf8') +
        (grant.answersInFragment ? readFileSync('public/implicit.js', 'utf8') : '');
      const letters = grant.steps.map(({ letter }) => letter).filter((letter) => letter !== 'API');

      expect(letters.filter((letter) => !text.includes(`(${letter})`))).toEqual([]);
    });
  },
);

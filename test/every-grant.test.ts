import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { availableServers } from '../src/bitbucket/available-servers.ts';
import type { Grant } from '../src/grants/grant.ts';
import { grants } from '../src/grants/index.ts';
import { findStatement } from '../src/statements/index.ts';
import { openDemo } from './support/demo.ts';
import type { TestDemo } from './support/demo.ts';

/** What it answers without more: away to the authorization server, to its form, or to its result. */
function startOf(grant: Grant, runsHere: boolean): number {
  if (!runsHere) return 400;
  return grant.startsBy === 'link' && crossesTheBrowser(grant) ? 302 : 303;
}

/** A callback without an answer is a fault, but where the page’s script looks at the fragment. */
const callbackOf = ({ answersInFragment }: Grant) => (answersInFragment ? 200 : 400);

const crossesTheBrowser = ({ steps }: Grant) =>
  steps.some(({ from, to }) => from === 'resource-owner' && to === 'authorization-server');

describe.each(grants.map((grant) => [grant.title, grant] as const))(
  'The %s grant',
  (title, grant) => {
    const { slug, source } = grant;
    let demo: TestDemo;
    let runsHere: boolean;
    beforeAll(async () => {
      demo = await openDemo();
      runsHere = availableServers(grant, demo.servers).length > 0;
    });
    afterAll(() => demo.close());

    it('has its source, its words and its test under its own name', () => {
      expect(existsSync(`src/grants/${slug}.ts`)).toBe(true);
      expect(existsSync(`src/grants/facts/${slug}.ts`)).toBe(true);
      expect(existsSync(`test/grants/${slug}.test.ts`)).toBe(true);
    });

    it('begins with what it does: its words stand apart', () => {
      const lines = readFileSync(`src/grants/${slug}.ts`, 'utf8').split('\n');
      const atFirstLetter = lines.findIndex((line) => line.startsWith('  // (A)'));

      expect(atFirstLetter).toBeGreaterThan(0);
      expect(atFirstLetter).toBeLessThan(15);
      expect(lines.length).toBeLessThan(60);
    });

    it('has a page with what it is, its figure, its state on Bitbucket and its buttons', async () => {
      const page = await demo.newBrowser().get(`/${slug}`);

      expect(page.status).toBe(200);
      expect(page.body).toContain(`RFC ${source.rfc} §${source.section}`);
      expect(page.body).toContain(grant.summary);
      for (const { id, about, asOf } of grant.onBitbucket.statements.map(findStatement)) {
        const link = page.root.querySelector(`a[href="/bitbucket#${id}"]`);
        expect([about, link !== null]).toEqual([about, true]);
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
      const links = new Set(
        page.root.querySelectorAll('#differs a').map((link) => link.getAttribute('href')),
      );

      const others = grants.filter((other) => other.slug !== slug).map((other) => `/${other.slug}`);
      expect(others.filter((other) => !links.has(other))).toEqual([]);
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
      const started = await browser.get(runIt?.getAttribute('href') ?? '');
      expect(started.status).toBe(startOf(grant, runsHere));
      expect(started.location?.startsWith(`${demo.url}/${slug}?`) ?? false).toBe(
        started.status === 303,
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
      expect({ start, callback, health }).toEqual({
        start: startOf(grant, runsHere),
        callback: callbackOf(grant),
        health: 200,
      });
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

describe('The room of the grants', () => {
  it('has a file for each, and beside them what all of them are, their registry and their facts', () => {
    const files = grants.map(({ slug }) => `${slug}.ts`);

    expect(readdirSync('src/grants').toSorted()).toEqual(
      [...files, 'choose-server.ts', 'facts', 'grant.ts', 'index.ts'].toSorted(),
    );
  });
});

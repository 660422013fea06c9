import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../../src/grants/index.ts';
import { type Element, textOf } from '../../support/page.ts';
import { STAGES } from './fixtures.ts';
import { renderAll } from './rendered.ts';
import type { RenderedStage } from './rendered.ts';

let pages = new Map<string, RenderedStage>();

beforeAll(async () => {
  pages = await renderAll();
});

function pageOf(name: string): RenderedStage {
  const page = pages.get(name);
  if (!page) throw new Error(`no stage shows ${name}`);
  return page;
}

function rowNames(root: Element): string[] {
  return root.querySelectorAll('.param > dt').map(textOf);
}

describe('The stage', () => {
  it('is a form before it is sent and a record afterwards, in the same lines', () => {
    const lines = rowNames(pageOf('D, paused').root);

    expect(lines).toEqual(['Authorization', 'grant_type', 'code', 'redirect_uri', 'code_verifier']);
    expect(rowNames(pageOf('D, failed').root)).toEqual(lines);
  });

  it('sends what the form holds, by buttons outside of it, as it is or through to the end', () => {
    const { root } = pageOf('D, paused');
    const buttons = root.querySelectorAll('[form=message-form]');
    const form = root.querySelector('#message-form');

    expect(form?.getAttribute('action')).toBe('/authorization-code/send');
    expect(buttons.map(textOf)).toEqual(['Send D', 'Run to the end']);
    expect(buttons.map((one) => one.getAttribute('value'))).toEqual([undefined, 'through']);
  });

  it('leads from the heading of the message past its form, straight to the buttons', () => {
    for (const name of ['A, paused', 'API, done']) {
      const { root } = pageOf(name);
      const inOrder = root.querySelectorAll('#message-title, a');
      const heading = inOrder.findIndex(({ id }) => id === 'message-title');

      expect(heading).toBeGreaterThan(-1);
      expect(inOrder[heading + 1]?.getAttribute('href')).toBe('#next');
      expect(root.querySelector('#next')?.getAttribute('tabindex')).toBe('-1');
    }
  });

  it('says which run it sends of, also where the message is not shown as a form', () => {
    for (const name of ['D, paused', 'D, code']) {
      const draft = pageOf(name).root.querySelector('#message-form > [name=run]');

      expect(draft?.getAttribute('value')).toBe('3');
    }
  });

  it('shows a typed value escaped, and what was there before', () => {
    const { html, root } = pageOf('D, changed and kept');

    expect(html).toContain('value="http://localhost:3000/oauth-callback/&#34;&gt;&lt;script&gt;"');
    expect(textOf(root.querySelector('.is-changed'))).toContain(
      'It was http://localhost:3000/oauth-callback',
    );
  });

  it('shows the whole token on the answer to Show alone', () => {
    const whole = STAGES['E, token shown']?.token?.shown ?? '';
    const showing = [...pages].filter(([, { html }]) => html.includes(whole)).map(([name]) => name);

    expect(whole.length).toBeGreaterThan(1000);
    expect(showing).toEqual(['E, token shown']);
  });

  it('offers what the token bar can do, and nothing else', () => {
    const buttonsOf = (name: string) =>
      pageOf(name).root.querySelectorAll('.token-bar__do > button').map(textOf);

    expect(buttonsOf('E, done')).toEqual([
      '+ 2 h on the sandbox’s clock',
      'Show',
      'Refresh',
      'Revoke',
    ]);
    expect(buttonsOf('client credentials, done')).not.toContain('Refresh');
  });

  it('has no menu of people, and no lane for one, where nobody takes part', () => {
    const { root, html } = pageOf('client credentials, done');

    expect(root.querySelectorAll('.lane')).toHaveLength(3);
    expect(html).toContain('no person');
    expect(html).not.toContain('Ada Example');
  });

  it('is printed by templates of which none knows the grant', () => {
    const views = path.resolve(import.meta.dirname, '../../../views');
    const templates = readdirSync(path.join(views, 'stage'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((file) => file.endsWith('.ejs'));
    const knowing = templates.filter((file) => {
      const text = readFileSync(path.join(views, 'stage', file), 'utf8');
      return grants.some(({ slug, title }) => text.includes(slug) || text.includes(title));
    });

    expect(templates.length).toBeGreaterThan(20);
    expect(knowing).toEqual([]);
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../../src/grants/index.ts';
import { STAGES } from './fixtures.ts';
import { hasClass } from './read-html.ts';
import type { Tag } from './read-html.ts';
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

function rowNames(tags: readonly Tag[]): string[] {
  return tags
    .filter(({ name, within }) => name === 'dt' && hasClass(within.at(-1), 'param'))
    .map(({ text }) => text.trim());
}

describe('The stage', () => {
  it('is a form before it is sent and a record afterwards, in the same lines', () => {
    const lines = rowNames(pageOf('D, paused').tags);

    expect(lines).toEqual(['Authorization', 'grant_type', 'code', 'redirect_uri', 'code_verifier']);
    expect(rowNames(pageOf('D, failed').tags)).toEqual(lines);
  });

  it('sends what the form holds, by buttons outside of it, as it is or through to the end', () => {
    const { tags } = pageOf('D, paused');
    const buttons = tags.filter((tag) => tag.attributes.get('form') === 'message-form');
    const form = tags.find((tag) => tag.attributes.get('id') === 'message-form');

    expect(form?.attributes.get('action')).toBe('/authorization-code/send');
    expect(buttons.map(({ text }) => text.trim())).toEqual(['Send D', 'Run to the end']);
    expect(buttons.map((tag) => tag.attributes.get('value'))).toEqual([undefined, 'through']);
  });

  it('leads from the heading of the message past its form, straight to the buttons', () => {
    for (const name of ['A, paused', 'API, done']) {
      const { tags } = pageOf(name);
      const heading = tags.findIndex((tag) => tag.attributes.get('id') === 'message-title');
      const first = tags.slice(heading).find((tag) => tag.name === 'a');
      const target = tags.find((tag) => tag.attributes.get('id') === 'next');

      expect(first?.attributes.get('href')).toBe('#next');
      expect(target?.attributes.get('tabindex')).toBe('-1');
    }
  });

  it('says which run it sends of, also where the message is not shown as a form', () => {
    for (const name of ['D, paused', 'D, code']) {
      const { tags } = pageOf(name);
      const form = tags.find((tag) => tag.attributes.get('id') === 'message-form');
      const draft = tags.find(
        (tag) => tag.attributes.get('name') === 'run' && tag.within.at(-1) === form,
      );

      expect(draft?.attributes.get('value')).toBe('3');
    }
  });

  it('shows a typed value escaped, and what was there before', () => {
    const { html, tags } = pageOf('D, changed and kept');
    const line = tags.find((tag) => hasClass(tag, 'is-changed'));

    expect(html).toContain('value="http://localhost:3000/oauth-callback/&#34;&gt;&lt;script&gt;"');
    expect(line?.text).toContain('It was http://localhost:3000/oauth-callback');
  });

  it('shows the whole token on the answer to Show alone', () => {
    const whole = STAGES['E, token shown']?.token?.shown ?? '';
    const showing = [...pages].filter(([, { html }]) => html.includes(whole)).map(([name]) => name);

    expect(whole.length).toBeGreaterThan(1000);
    expect(showing).toEqual(['E, token shown']);
  });

  it('offers what the token bar can do, and nothing else', () => {
    const buttonsOf = (name: string) =>
      pageOf(name)
        .tags.filter(
          ({ name: tag, within }) => tag === 'button' && hasClass(within.at(-1), 'token-bar__do'),
        )
        .map(({ text }) => text);

    expect(buttonsOf('E, done')).toEqual([
      '+ 2 h on the sandbox’s clock',
      'Show',
      'Refresh',
      'Revoke',
    ]);
    expect(buttonsOf('client credentials, done')).not.toContain('Refresh');
  });

  it('has no menu of people, and no lane for one, where nobody takes part', () => {
    const { tags, html } = pageOf('client credentials, done');

    expect(tags.filter((tag) => hasClass(tag, 'lane'))).toHaveLength(3);
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

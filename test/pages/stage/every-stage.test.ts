import { beforeAll, describe, expect, it } from '@jest/globals';
import { STAGES } from './fixtures.ts';
import { hasClass } from './read-html.ts';
import type { Tag } from './read-html.ts';
import { attributes, renderAll } from './rendered.ts';
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

/** Every text of the view that stands for a secret. */
function maskedTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('isMasked' in value && 'text' in value) return value.isMasked ? [String(value.text)] : [];
  return Object.values(value).flatMap(maskedTexts);
}

describe.each(Object.keys(STAGES))('The stage (%s)', (name) => {
  it('names each id once, and names none that is not there', () => {
    const { tags } = pageOf(name);
    const ids = attributes(tags, 'id');
    const named = [
      ...attributes(tags, 'for'),
      ...attributes(tags, 'form'),
      ...attributes(tags, 'data-copy'),
      ...attributes(tags, 'aria-labelledby'),
      ...attributes(tags, 'href')
        .filter((href) => href.startsWith('#'))
        .map((href) => href.slice(1)),
    ];

    expect(ids.length).toBeGreaterThan(10);
    expect(ids).toEqual([...new Set(ids)]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('keeps to the content security policy: no style, script or address of data inline', () => {
    const { tags, html } = pageOf(name);
    const inline = tags.filter(
      (tag) =>
        tag.name === 'style' ||
        (tag.name === 'script' && !tag.attributes.has('src')) ||
        [...tag.attributes.keys()].some((one) => one === 'style' || one.startsWith('on')),
    );

    expect(inline).toEqual([]);
    expect(html).not.toMatch(/"(?:data|javascript):/);
  });

  it('makes each arrow a link that says letter, title, from whom to whom, and state', () => {
    const { view, tags } = pageOf(name);
    const arrows = tags.filter((tag) => hasClass(tag, 'row'));

    expect(arrows).toHaveLength(view.flow.rows.length);
    for (const [index, row] of view.flow.rows.entries()) {
      const { within, attributes: given } = arrows[index] ?? {
        within: [],
        attributes: new Map<string, string>(),
      };
      const label = given.get('aria-label');
      expect(given.get('href')).toBe(row.href);
      expect(within.at(-1)?.attributes.get('role')).toBe('listitem');
      expect(within.at(-2)?.attributes.get('role')).toBe('list');
      for (const word of [
        row.letter,
        row.travels,
        row.result ?? '',
        row.title,
        row.from.name,
        row.to.name,
      ])
        expect(label).toContain(word);
      expect(label).toMatch(/, (?:done|next|to come|failed)$/);
      expect(given.has('aria-current')).toBe(row.isSelected);
    }
  });

  it('shows the same steps as letters, in the same order and state', () => {
    const { view, tags } = pageOf(name);
    const letters = tags.filter((tag) => hasClass(tag, 'strip__step'));

    expect(letters.map((tag) => tag.attributes.get('href'))).toEqual(
      view.flow.rows.map(({ href }) => href),
    );
    expect(letters.map(({ text }) => text.replace('to come', 'to-come').split(' ').at(-1))).toEqual(
      view.flow.rows.map(({ state }) => state),
    );
  });

  it('proves in each form that posts that it is ours', () => {
    const { tags } = pageOf(name);
    // The field for an error changes nothing, and no session is begun for it.
    const isSearch = (tag: Tag) => tag.attributes.get('role') === 'search';
    const all = tags.filter((tag) => tag.name === 'form');
    const forms = all.filter((tag) => !isSearch(tag));
    const proved = tags
      .filter((tag) => tag.attributes.get('name') === '_csrf')
      .map((tag) => tag.within.findLast((one) => one.name === 'form'));

    expect(forms.length).toBeGreaterThan(0);
    expect(all.every((tag) => tag.attributes.get('method') === 'post')).toBe(true);
    expect(all.filter(isSearch).map((tag) => tag.attributes.get('action'))).toEqual(['/errors']);
    expect(proved).toEqual(forms);
  });

  it('prints what stands for a secret nowhere but masked, or as a choice', () => {
    const { view, tags, html } = pageOf(name);
    const places = tags.filter((tag) => hasClass(tag, 'masked') || tag.name === 'option');
    const setOff = places.map(({ text }) => text).join('\n');
    const count = (text: string, secret: string) => text.split(secret).length - 1;

    for (const secret of maskedTexts(view)) expect(count(html, secret)).toBe(count(setOff, secret));
  });

  it('has one heading of the message to land on, and one place where the outcome is told', () => {
    const { tags, view } = pageOf(name);
    const title = tags.find((tag) => tag.attributes.get('id') === 'message-title');
    const told = tags.filter(
      (tag) => tag.attributes.has('aria-live') || tag.attributes.get('role') === 'status',
    );

    expect(title?.name).toBe('h2');
    expect(title?.attributes.get('tabindex')).toBe('-1');
    expect(title?.text).toContain(view.message.title);
    expect(told.map(({ text }) => text.trim())).toEqual([
      `${view.actions.state} ${view.actions.more}`.trim(),
    ]);
  });

  it('is at most 50 kB', () => {
    expect(Buffer.byteLength(pageOf(name).html)).toBeLessThan(50_000);
  });
});

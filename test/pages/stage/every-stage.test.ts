import { beforeAll, describe, expect, it } from '@jest/globals';
import { valid } from 'node-html-parser';
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

/** Of each element that has it. */
function attributes(root: Element, name: string): string[] {
  return root.querySelectorAll(`[${name}]`).map((one) => one.getAttribute(name) ?? '');
}

/** Every text of the view that stands for a secret. */
function maskedTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('isMasked' in value && 'text' in value) return value.isMasked ? [String(value.text)] : [];
  return Object.values(value).flatMap(maskedTexts);
}

describe.each(Object.keys(STAGES))('The stage (%s)', (name) => {
  it('closes what it opens, and nothing else', () => {
    const { html, root } = pageOf(name);
    const ends = (text: string) => text.split(/<\/|\/>/).length;

    expect(valid(html)).toBe(true);
    expect(ends(html)).toBe(ends(root.toString())); // the parser leaves out an end of nothing
  });

  it('names each id once, and names none that is not there', () => {
    const { root } = pageOf(name);
    const ids = attributes(root, 'id');
    const named = [
      ...['for', 'form', 'data-copy', 'aria-labelledby'].flatMap((one) => attributes(root, one)),
      ...attributes(root, 'href')
        .filter((href) => href.startsWith('#'))
        .map((href) => href.slice(1)),
    ];

    expect(ids.length).toBeGreaterThan(10);
    expect(ids).toEqual([...new Set(ids)]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('keeps to the content security policy: no style, script or address of data inline', () => {
    const { root, html } = pageOf(name);
    const isInline = (attribute: string) => attribute === 'style' || attribute.startsWith('on');
    const all = root.querySelectorAll('*');
    const inline = all.flatMap((one) => Object.keys(one.attributes)).filter(isInline);

    expect(all.length).toBeGreaterThan(100);
    expect(root.querySelectorAll('style, script:not([src])')).toHaveLength(0);
    expect(inline).toEqual([]);
    expect(html).not.toMatch(/"(?:data|javascript):/);
  });

  it('makes each arrow a link that says letter, title, from whom to whom, and state', () => {
    const { view, root } = pageOf(name);
    const arrows = root.querySelectorAll('[role=list] > [role=listitem] > .row');

    expect(root.querySelectorAll('.row')).toHaveLength(view.flow.rows.length);
    expect(arrows).toHaveLength(view.flow.rows.length);
    for (const [index, row] of view.flow.rows.entries()) {
      const arrow = arrows[index];
      const label = arrow?.getAttribute('aria-label');
      expect(arrow?.getAttribute('href')).toBe(row.href);
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
      expect(arrow?.hasAttribute('aria-current')).toBe(row.isSelected);
    }
  });

  it('shows the same steps as letters, in the same order and state', () => {
    const { view, root } = pageOf(name);
    const letters = root.querySelectorAll('.strip__step');
    const stateOf = (letter: Element) =>
      textOf(letter).replace('to come', 'to-come').split(' ').at(-1);

    expect(letters.map((letter) => letter.getAttribute('href'))).toEqual(
      view.flow.rows.map(({ href }) => href),
    );
    expect(letters.map(stateOf)).toEqual(view.flow.rows.map(({ state }) => state));
  });

  it('proves in each form that posts that it is ours', () => {
    const { root } = pageOf(name);
    const all = root.querySelectorAll('form');
    // The field for an error changes nothing, and no session is begun for it.
    const [searches, forms] = ['form[role=search]', 'form:not([role=search])'].map((one) =>
      root.querySelectorAll(one),
    );
    const proofs = forms?.map((form) => form.querySelectorAll('[name=_csrf]').length) ?? [];

    expect(proofs.length).toBeGreaterThan(0);
    expect(new Set(proofs)).toEqual(new Set([1]));
    expect(all.every((form) => form.getAttribute('method') === 'post')).toBe(true);
    expect(searches?.map((form) => form.getAttribute('action'))).toEqual(['/errors']);
    expect(searches?.flatMap((form) => form.querySelectorAll('[name=_csrf]'))).toHaveLength(0);
  });

  it('prints what stands for a secret nowhere but masked, or as a choice', () => {
    const { view, root, html } = pageOf(name);
    const places = root.querySelectorAll('.masked, option');
    const setOff = places.map(({ rawText }) => rawText).join('\n');
    const count = (text: string, secret: string) => text.split(secret).length - 1;

    for (const secret of maskedTexts(view)) expect(count(html, secret)).toBe(count(setOff, secret));
  });

  it('has one heading of the message to land on, and one place where the outcome is told', () => {
    const { root, view } = pageOf(name);
    const title = root.querySelector('h2#message-title');
    const told = root.querySelectorAll('[aria-live], [role=status]');

    expect(title?.getAttribute('tabindex')).toBe('-1');
    expect(textOf(title)).toContain(view.message.title);
    expect(told.map(textOf)).toEqual([`${view.actions.state} ${view.actions.more}`.trim()]);
  });

  it('is at most 50 kB', () => {
    expect(Buffer.byteLength(pageOf(name).html)).toBeLessThan(50_000);
  });
});

import { describe, expect, it } from '@jest/globals';
import { parse } from 'node-html-parser';
import { languages } from '../../src/snippets/languages.ts';
import { loadHighlight } from '../../src/snippets/highlight.ts';

const HOSTILE = [
  '/* a comment over',
  '   two lines: <script>alert("1")</script> & more */',
  'const text = `a ${b ? "<i>" : \'&amp;\'} template',
  'of two lines`; // the end',
  '',
].join('\n');

describe('A highlighted program', () => {
  it('has the text of the program, byte for byte, and nothing of it becomes a tag', async () => {
    const highlight = await loadHighlight();

    const html = highlight(HOSTILE, 'typescript').join('\n');

    expect(parse(`<div>${html}</div>`, { comment: true }).textContent).toBe(HOSTILE);
    expect(html).not.toMatch(/<(?!\/?[biu]>)/);
  });

  it('is whole in each line: what goes over several is closed and opened again', async () => {
    const highlight = await loadHighlight();

    const lines = highlight(HOSTILE, 'typescript');

    const tags = lines.map((line) => [line.split(/<[biu]>/).length, line.split('</').length]);
    expect(tags.filter(([opened, closed]) => opened !== closed)).toEqual([]);
    expect(lines[0]).toBe('<i>/* a comment over</i>');
    expect(lines[1]).toMatch(/^<i> {3}two lines: &lt;script>/);
    expect(lines.slice(2, 4).map((line) => line.includes('<b>'))).toEqual([true, true]);
  });

  it('knows every language that there are programs in, and pages', async () => {
    const highlight = await loadHighlight();
    const grammars = [...languages.map(({ highlighter }) => highlighter), 'xml'];

    const lines = grammars.map((grammar) => highlight(`"text" in ${grammar}`, grammar)[0]);

    expect(lines.every((line) => line?.includes('"text"'))).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readTitles } from './titles.ts';

describe('The titles that count', () => {
  it('are those of tests that run: `it`, `it.each`, by the `describe` around them', () => {
    const source = `
      describe('A', () => {
        it('one', () => {});
        it.each([1])(\`two \${x} three\`, () => {});
        describe.each(ERAS)('B', () => { if (isLegacy) { it('four', () => {}); } });
      });`;

    expect(readTitles(source)).toEqual([' › A › one', ' › A › two ${…} three', ' › A › B › four']);
  });

  it('are not those of a comment, a text, a skipped or planned test, or one that is commented out', () => {
    const source = `
      // it('one', () => {});
      /* it('two', () => {}); */
      const text = "it('three', () => {})";
      it.skip('four', () => {});
      it.todo('five');
      xit('six', () => {});
      it.skip.each([1])('seven', () => {});
      describe.skip('A', () => { it('eight', () => {}); });
      xdescribe('B', () => { it('nine', () => {}); });
      edit('ten', () => {});`;

    expect(readTitles(source)).toEqual([]);
  });
});

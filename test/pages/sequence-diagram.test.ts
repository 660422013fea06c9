import { describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import { layOutDiagram } from '../../src/pages/sequence-diagram.ts';

describe.each(grants.map((grant) => [grant.title, grant] as const))(
  'The figure of the %s grant',
  (_title, grant) => {
    const diagram = layOutDiagram(grant);

    it('has the letters of the RFC in order, and the API last', () => {
      const letters = diagram.arrows.map(({ letter }) => letter);

      expect(letters.at(-1)).toBe('API');
      expect(letters.slice(0, -1).join('')).toBe('ABCDEFG'.slice(0, letters.length - 1));
    });

    it('has room for every arrow, and for every label', () => {
      for (const { fromX, toX, y, label } of diagram.arrows) {
        expect(Math.min(fromX, toX)).toBeGreaterThan(0);
        expect(Math.max(fromX, toX)).toBeLessThan(diagram.width);
        expect(y).toBeLessThan(diagram.height);
        expect(label.length).toBeLessThanOrEqual(36);
      }
    });

    it('has its arrows one below the other, each pointing the way it goes', () => {
      const heights = diagram.arrows.map(({ y }) => y);

      expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      expect(new Set(heights).size).toBe(heights.length);
      for (const { fromX, toX, isToTheRight } of diagram.arrows) {
        expect(isToTheRight).toBe(toX > fromX);
      }
    });

    it('says in words what it shows', () => {
      expect(diagram.title).toContain(grant.title);
      for (const { letter, label } of diagram.arrows) {
        expect(diagram.description).toContain(`${letter}: `);
        expect(diagram.description).toContain(label);
      }
    });
  },
);

import { describe, expect, it } from '@jest/globals';
import { laneX, layOutLanes, layOutRows } from '../../../src/pages/stage/flow-geometry.ts';

describe('The geometry of the diagram', () => {
  it('leaves out the lane of a role that takes no part, and says so in its place', () => {
    const { lanes, absent } = layOutLanes(new Set(['client', 'authorization-server'] as const));

    expect(lanes.map(({ role }) => role.id)).toEqual(['client', 'authorization-server']);
    expect(absent).toEqual({ text: 'no person', x: laneX('resource-owner') });
  });

  it('has no more height for eight rows than for seven', () => {
    expect(layOutRows(8).height).toBeLessThanOrEqual(layOutRows(7).height + 2);
    expect(layOutRows(7).rowHeight).toBe(50);
  });

  it.each([1, 3, 7, 8, 12])('puts %i arrows into the picture, none upon another', (count) => {
    const { rowHeight, height, yOf } = layOutRows(count);
    const all = Array.from({ length: count }, (_, index) => yOf(index));

    expect(Math.min(...all)).toBeGreaterThan(52);
    expect(Math.max(...all)).toBeLessThan(height - 12);
    expect(all.slice(1).every((y, index) => y - (all[index] ?? 0) === rowHeight)).toBe(true);
    expect(rowHeight).toBeGreaterThanOrEqual(36);
  });
});

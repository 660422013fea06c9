import fs from 'node:fs';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { STAGES } from '../pages/stage/fixtures.ts';
import { renderStage } from '../pages/stage/render-stage.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('The view engine', () => {
  it('asks the disk for nothing when a page is rendered again', async () => {
    for (const view of Object.values(STAGES)) await renderStage(view);
    const asked = [jest.spyOn(fs, 'existsSync'), jest.spyOn(fs, 'readFileSync')];

    for (const view of Object.values(STAGES)) await renderStage(view);

    expect(asked.flatMap(({ mock }) => mock.calls)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { showDay, showMoment, showMonth, showTime } from '../../src/pages/show-moment.ts';

describe('Days and moments on the pages', () => {
  it.each([
    ['2026-11-26T16:31:59.999Z', '26 Nov 2026, 16:31 UTC', '16:31 UTC'],
    ['2026-09-01T00:00:00.000Z', '1 Sep 2026, 00:00 UTC', '00:00 UTC'],
    ['2027-01-31T23:59:00.000Z', '31 Jan 2027, 23:59 UTC', '23:59 UTC'],
  ])('say %s in UTC, for machines and for people', (iso, moment, time) => {
    expect(showMoment(Date.parse(iso))).toEqual({ iso, text: moment });
    expect(showTime(Date.parse(iso))).toEqual({ iso, text: time });
  });

  it('say a day and its month in full', () => {
    expect([showDay('2026-05-04'), showDay('2026-12-31')]).toEqual([
      '4 May 2026',
      '31 December 2026',
    ]);
    expect([showMonth('2026-01'), showMonth('2026-11-26')]).toEqual([
      'January 2026',
      'November 2026',
    ]);
  });
});

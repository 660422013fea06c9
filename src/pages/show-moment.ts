/**
 * Days and moments, for `time` elements: for machines and for people. By hand, and not by `Intl`: a start would
 * take a tenth longer, for the languages of the world.
 */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** @param at Milliseconds since the epoch. */
export function showMoment(at: number): { iso: string; text: string } {
  const date = new Date(at);
  const iso = date.toISOString();
  const month = MONTHS[date.getUTCMonth()]?.slice(0, 3);
  const day = `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
  return { iso, text: `${day}, ${iso.slice(11, 16)} UTC` };
}

/** Of today, in most cases: `16:31 UTC`. */
export function showTime(at: number): { iso: string; text: string } {
  const iso = new Date(at).toISOString();
  return { iso, text: `${iso.slice(11, 16)} UTC` };
}

/** @param day `2026-11-26`, or a moment of that day by ISO 8601. @returns `26 November 2026` */
export function showDay(day: string): string {
  return `${Number(day.slice(8, 10))} ${showMonth(day)}`;
}

/** @param month `2026-11`, or a day of it. @returns `November 2026` */
export function showMonth(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

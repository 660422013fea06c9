/** A moment for a `time` element: for machines and for people. */

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** @param at Milliseconds since the epoch. */
export function showMoment(at: number): { iso: string; text: string } {
  return { iso: new Date(at).toISOString(), text: `${FORMAT.format(at)} UTC` };
}

/** Of today, in most cases: `16:31 UTC`. */
export function showTime(at: number): { iso: string; text: string } {
  const iso = new Date(at).toISOString();
  return { iso, text: `${iso.slice(11, 16)} UTC` };
}

/** What somebody pastes comes by POST, so that it stands in no address and no log; it is read, and kept nowhere. */
import express from 'express';
import type { RequestHandler } from 'express';
import { showNumber } from '../pages/show-number.ts';
import { requireOurPage } from './csrf.ts';

export const LONGEST_PASTE = 8_000;

/** Before the form parser of all others, whose limit is for what people type. @param publicUrl Where our pages are. */
export function acceptPasted(publicUrl: string): RequestHandler[] {
  // Of 8,000 characters, any may take nine bytes in a form.
  return [
    requireOurPage(publicUrl),
    express.urlencoded({ extended: false, limit: '75kb', parameterLimit: 20 }),
  ];
}

export interface Pasted {
  /** Empty where there is no such field. Its lines end with `\n`. */
  readonly text: string;
  /** Why it is not read: it goes back into its field, to be made shorter. */
  readonly problem?: string;
}

export function readPasted(form: ReadonlyMap<string, string>, name: string): Pasted {
  // A browser sends the end of a line as two characters, and counts it as one (HTML, constructing entry list).
  const text = (form.get(name) ?? '').replaceAll(/\r\n?/g, '\n');
  if (text.length <= LONGEST_PASTE) return { text };
  const [long, longest] = [text.length, LONGEST_PASTE].map(showNumber);
  return {
    text,
    problem: `That is ${long} characters, and at most ${longest} are read. Leave the part that matters.`,
  };
}

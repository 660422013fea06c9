/** What somebody pastes comes by POST, so that it stands in no address and no log; it is read, and kept nowhere. */
import express from 'express';
import type { RequestHandler } from 'express';
import { InvalidRequestError } from '../errors/errors.ts';
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

/**
 * @returns Empty where there is no such field.
 * @throws {InvalidRequestError} It is longer than what is read.
 */
export function readPasted(form: ReadonlyMap<string, string>, name: string): string {
  const text = form.get(name) ?? '';
  if (text.length <= LONGEST_PASTE) return text;
  throw new InvalidRequestError(
    `${text.length} characters were pasted, and at most ${LONGEST_PASTE} are read. Paste the part that matters.`,
  );
}

/** `/.well-known/security.txt`, RFC 9116: whom to tell of a fault. There where the owner has said who. */
import type { RequestHandler } from 'express';

export interface SecurityTxtOptions {
  /** A URI; without one there is no such file. */
  readonly contact: string | undefined;
  readonly publicUrl: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export const SECURITY_TXT_PATH = '/.well-known/security.txt';
/** It is true for as long as it is served; RFC 9116 §2.5.5 wants less than a year. */
const GOOD_FOR_MS = 90 * 86_400_000;

export function serveSecurityTxt({
  contact,
  publicUrl,
  clock,
}: SecurityTxtOptions): RequestHandler {
  const canonical = `Canonical: ${publicUrl}${SECURITY_TXT_PATH}`;
  return (_req, res, next) => {
    if (contact === undefined) return next();
    const expires = new Date(clock() + GOOD_FOR_MS).toISOString();
    const lines = [`Contact: ${contact}`, `Expires: ${expires}`, 'Preferred-Languages: en'];
    if (publicUrl.startsWith('https:')) lines.push(canonical); // RFC 9116 §2.5.2: https only
    return void res.type('text').send(`${lines.join('\n')}\n`);
  };
}

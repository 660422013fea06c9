/** Requests that are refused before anything looks at them. */
import type { RequestHandler } from 'express';
import { isLoopback } from '../config.ts';

const LONGEST_URL = 8 * 1024;

/** 414 for a URL that no browser would send; 421 for a Host that is not ours. */
export function limitRequests(publicUrl: string): RequestHandler {
  const ours = new URL(publicUrl).host;
  const isHosted = !isLoopback(publicUrl);
  return (req, res, next) => {
    if (req.url.length > LONGEST_URL) return void res.status(414).type('text').send('URI Too Long');
    const host = req.headers.host ?? '';
    // Links and redirects are built from publicUrl alone; this closes the caches that go by Host.
    if (isHosted && host !== ours && !isLocalHost(host)) {
      return void res.status(421).type('text').send('Misdirected Request');
    }
    return next();
  };
}

/** Health checks come by address, from the machine itself. */
function isLocalHost(host: string): boolean {
  return URL.canParse(`http://${host}`) && isLoopback(`http://${host}`);
}

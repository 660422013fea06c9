/** The one body that is read at once: a form. RFC 6749 Appendix B: UTF-8. */
import type { Request, RequestHandler, Response } from 'express';

const LARGEST_BYTES = 10_240;

/**
 * Kept as text until a parser wants it. By hand, since every token request comes through here and
 * `express.text` alone takes a tenth of its time.
 */
export const formBody: RequestHandler = (req, _res, next) => {
  // Read already, by `readFormAhead`; or found unreadable.
  if (req.body !== undefined) return next(req.body instanceof BodyError ? req.body : undefined);
  if (!isForm(req)) return next();
  const refusal = findRefusal(req);
  if (refusal) return refuse(req, refusal, next);

  const chunks: Buffer[] = [];
  let bytes = 0;
  const take = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= LARGEST_BYTES) chunks.push(chunk);
    else settle(new BodyError(413));
  };
  const complete = () => settle();
  const cut = () => settle(new BodyError(400));
  function settle(error?: BodyError): void {
    req.off('data', take).off('end', complete).off('close', cut);
    if (error) return refuse(req, error, next);
    req.body = Buffer.concat(chunks).toString();
    return next();
  }
  return void req.on('data', take).on('end', complete).on('close', cut);
};

/**
 * For whoever must know the form before its endpoint does. The endpoint then finds it read, and what
 * could not be read refused as ever.
 */
export function readFormAhead(req: Request, res: Response): Promise<void> {
  return new Promise((resolve) => {
    formBody(req, res, (error: unknown) => {
      if (error instanceof BodyError) req.body = error;
      resolve();
    });
  });
}

/** Its status is all that is said of it. */
class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly status: number;

  constructor(status: number) {
    super(`The body cannot be read: ${status}`);
    this.status = status;
  }
}

export function isForm(req: Request): boolean {
  const type = req.headers['content-type'] ?? '';
  return /^application\/x-www-form-urlencoded *(?:;|$)/i.test(type);
}

/** Percent-encoded, a form is ASCII: what Java's Apache client calls ISO-8859-1 is the same bytes. */
const CHARSETS = /^(?:utf-?8|us-ascii|iso-8859-1)$/i;

/** What need not be read to be refused. */
function findRefusal({ headers }: Request): BodyError | undefined {
  const [, charset] = /; *charset="?([^";]*)/i.exec(headers['content-type'] ?? '') ?? [];
  if (charset !== undefined && !CHARSETS.test(charset)) return new BodyError(415);
  // Compressed: how large it is would be known too late.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return new BodyError(413);
  if (Number(headers['content-length'] ?? 0) > LARGEST_BYTES) return new BodyError(413);
  return undefined;
}

/** The rest runs off unread, so that the answer arrives. */
function refuse(req: Request, error: BodyError, next: (error: unknown) => void): void {
  req.resume();
  next(error);
}

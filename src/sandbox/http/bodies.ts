/** The bodies that are read: a form (RFC 6749 Appendix B) or JSON, kept as text until a parser wants it. */
import express, { type Request, type RequestHandler } from 'express';

const LARGEST_BYTES = 10_240;

const readText = express.text({
  type: (req) => isForm(req) || isJson(req.headers['content-type']),
  limit: LARGEST_BYTES,
});

/**
 * Before everything else: the log shows the body, and a fault applies by it, whatever becomes of the
 * request. One that cannot be read is refused by its endpoint, in the words of that.
 */
export const readBody: RequestHandler = (req, res, next) => {
  const keepFault = (fault?: unknown) => {
    res.locals['bodyFault'] = fault;
    next();
  };
  const refusal = isForm(req) ? findRefusal(req) : undefined;
  if (refusal === undefined) return readText(req, res, keepFault);
  req.resume(); // it runs off unread, so that the answer arrives
  return keepFault(refusal);
};

/** For endpoints that take both. */
export const requireReadable: RequestHandler = (_req, res, next) => next(res.locals['bodyFault']);

/** For endpoints that take a form: whatever else comes counts as nothing. */
export const requireReadableForm: RequestHandler = (req, res, next) =>
  isForm(req) ? requireReadable(req, res, next) : next();

/** As it came; empty where nothing was sent, or nothing that is read. */
export function bodyText(req: Request): string {
  const body: unknown = req.body;
  return typeof body === 'string' ? body : '';
}

export function isForm({ headers }: Pick<Request, 'headers'>): boolean {
  return /^application\/x-www-form-urlencoded *(?:;|$)/i.test(headers['content-type'] ?? '');
}

export function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/json *(?:;|$)/i.test(type);
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

/** Percent-encoded, a form is ASCII: what Java's Apache client calls ISO-8859-1 is the same bytes. */
const CHARSETS = /^(?:utf-?8|us-ascii|iso-8859-1)$/i;

/** A form that need not be read to be refused. */
function findRefusal({ headers }: Request): BodyError | undefined {
  const [, charset] = /; *charset="?([^";]*)/i.exec(headers['content-type'] ?? '') ?? [];
  if (charset !== undefined && !CHARSETS.test(charset)) return new BodyError(415);
  // Compressed: how large it is would be known too late.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return new BodyError(413);
  // Express would wait for all of it.
  if (Number(headers['content-length'] ?? 0) > LARGEST_BYTES) return new BodyError(413);
  return undefined;
}

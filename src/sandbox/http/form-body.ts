/** The one body that is read: a form of at most 10 kB, kept as text until a parser wants it. */
import express, { type RequestHandler } from 'express';

export const formBody: RequestHandler = express.text({
  type: 'application/x-www-form-urlencoded',
  limit: 10_240,
});

/** Notes to headers, of requests and of answers, and to what goes to the API. */
import { type Notes, bearer, http, oauth } from './note.ts';

export const apiRequestNotes: Notes = {
  Authorization: bearer('2.1', 'the access token; in this header and nowhere else', 'header-only'),
};

export const headerNotes: Notes = {
  accept: http('12.5.1', 'The answer is to be JSON.'),
  'accept-encoding': http('12.5.3', 'Not compressed: what comes is shown as it came.'),
  authorization: oauth('7.1', 'Who asks.'),
  'user-agent': http('10.1.5', 'Which program asks.'),
  'content-type': http('8.3', 'What the body is.'),
  'content-length': http('8.6', 'How many bytes the body has.'),
  'cache-control': oauth('5.1', 'Whoever passes a token on must not keep it.'),
  pragma: oauth('5.1', 'The same for caches of long ago.'),
  date: http('6.6.1', 'When it was answered, by the server’s clock.'),
  'retry-after': http('10.2.3', 'How long to wait before one asks again.'),
  'www-authenticate': http('11.6.1', 'How to show who asks, and what was wrong.'),
  connection: http('7.6.1', 'Whether the connection stays open.'),
  'keep-alive': { text: 'For how long it does.' },
  etag: http('8.8.3', 'A name for this very version of the answer.'),
  vary: http('12.5.5', 'What else the answer depends on.'),
};

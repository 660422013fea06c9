/** Notes to headers, of requests and of answers, and to what goes to the API. */
import { type Notes, bearer, http, oauth } from './note.ts';

export const apiRequestNotes: Notes = {
  Authorization: bearer('2.1', 'the access token; in this header and nowhere else', 'header-only'),
};

export const headerNotes: Notes = {
  accept: http('12.5.1', 'The answer is to be JSON.'),
  authorization: oauth('7.1', 'Who asks.'),
  'user-agent': http('10.1.5', 'Which program asks.'),
  'content-type': http('8.3', 'What the body is.'),
  'content-length': http('8.6', 'How many bytes the body has.'),
  'cache-control': oauth('5.1', 'Whoever passes a token on must not keep it.'),
  pragma: oauth('5.1', 'The same for caches of long ago.'),
  date: http('6.6.1', 'When it was answered, by the server’s clock.'),
  connection: http('7.6.1', 'Whether the connection stays open.'),
  'keep-alive': { text: 'For how long it does.' },
  // What the sandbox says to browsers that might open its answers as pages.
  'cross-origin-embedder-policy': { text: 'A page would load only what allows it.' },
  'cross-origin-opener-policy': { text: 'A page would share nothing with whoever opened it.' },
  'cross-origin-resource-policy': { text: 'Which sites may use it.' },
  'referrer-policy': { text: 'Where somebody came from is told to nobody.' },
  'x-content-type-options': { text: 'It is what it says it is: no guessing.' },
  'x-frame-options': { text: 'No other page may show it in a frame.' },
  'content-security-policy': { text: 'What a page could load: nothing here.' },
  'permissions-policy': { text: 'No camera, no place, no payment.' },
  'x-robots-tag': { text: 'No search engine is to keep it.' },
};

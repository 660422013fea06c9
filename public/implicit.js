/**
 * Implicit Grant, RFC 6749 §4.2: the part that runs in the browser. The letters are those of its Figure 4.
 *
 * (A) Our server sent the browser to the authorization endpoint, and (B) the resource owner said yes or no there.
 * (D) The browser then asked for this page, without the fragment, and (E) our server answered with this script.
 */
import { readApiResults } from './implicit/api.js';
import { Failure, denialFrom, parseToken, takeState } from './implicit/response.js';
import * as page from './implicit/page.js';
import * as wire from './implicit/wire.js';

// (C) The redirect brought the access token in the fragment, which no server is sent. §4.2.2
const fragment = location.hash.slice(1);
// At once: neither the address bar nor the history keeps the token. RFC 9700 §4.3.2
history.replaceState(null, '', '/implicit');

/** Where the flow stands, so that a failure is shown at its letter. */
let step = 'F';

async function finishFlow() {
  const response = new URLSearchParams(fragment);
  wire.logFragment(fragment);
  page.markDone('C', 'D', 'E');

  // (F) The script takes the answer apart. Before it believes any of it, our server says
  // whether this browser began the flow: it gets the state, never the token. §10.12
  const server = await takeState(response);
  wire.logAuthorizationRequest(server);
  page.markDone('A', 'B');
  if (response.has('error')) {
    step = 'B';
    throw denialFrom(response, server); // §4.2.2.1
  }
  const token = parseToken(response);
  page.markDone('F');

  // (G) The client has the token: in a variable of this page, and nowhere else.
  page.showToken(token, server);
  page.markDone('G');

  // The figure ends here. What the token is for: calling the API.
  step = 'API';
  await readApiResults(server.apiBaseUrl, token.accessToken, page.showResource);
  page.markDone('API');
  page.announceStatus('Done. The token and what the API answered are shown below.');
}

if (fragment === '') {
  page.showNothingCame();
} else {
  page.showRun();
  finishFlow().catch((error) => {
    page.markFailed(step);
    page.showFailure(error instanceof Failure ? error : Failure.unexpected());
  });
}

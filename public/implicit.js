/**
 * Implicit Grant, RFC 6749 §4.2: the part that runs in the browser. The letters are those of its Figure 4.
 *
 * (A) Our server sent the browser to the authorization endpoint, and (B) the resource owner said yes or no there.
 * (D) The browser then asked for this page, without the fragment, and (E) our server answered with this script.
 */
import { failureOf, readApiResults } from './implicit/api.js';
import { Failure, parseToken, takeState } from './implicit/response.js';
import * as stage from './implicit/stage.js';
import { showLines } from './implicit/lines.js';
import { showResource } from './implicit/tables.js';
import { showToken } from './implicit/token-bar.js';
import { logFragment } from './implicit/wire.js';

// (C) The redirect brought the access token in the fragment, which no server is sent. §4.2.2
const fragment = location.hash.slice(1);
// At once: neither the address bar nor the history keeps the token. RFC 9700 §4.3.2
history.replaceState(null, '', '/implicit');

/** Where the flow stands, so that a failure is shown at its letter. */
let step = 'F';

async function finishFlow() {
  const response = new URLSearchParams(fragment);
  logFragment(fragment);
  stage.setRow('C', 'done', '302');
  stage.setRow('D', 'done', 'GET');
  stage.setRow('E', 'done', '200');

  // (F) The script takes the answer apart. Before it believes any of it, our server says
  // whether this browser began the flow: it gets the state, never the token. §10.12
  const checked = await takeState(response);
  if (!checked.path.startsWith('/implicit?')) return location.replace(checked.path); // the error of another grant
  history.replaceState(null, '', checked.path); // what our server knows of the run: a reload shows it
  showLines(response, checked.failure ? 'C' : 'G');
  stage.setRow('F', 'done', `${checked.milliseconds} ms`);
  stage.setRow('B', 'done', 'yes');
  if (checked.failure) {
    step = 'C'; // §4.2.2.1
    throw new Failure(checked.failure);
  }
  const token = parseToken(response);

  // (G) The client has the token: in a variable of this page, and nowhere else.
  showToken(token);
  stage.setRow('G', 'done', 'here');
  stage.setOutcome('token in the page');
  stage.select('G');
  stage.announce('The token is in this page.', 'A reload ends it.');

  // The figure ends here. What the token is for: calling the API.
  step = 'API';
  if (checked.pace === 'step') await stage.untilSent();
  const resources = await readApiResults(checked.apiBaseUrl, token.accessToken);
  const failure = failureOf(resources);
  if (failure) throw new Failure(failure);
  resources.forEach(showResource);
  stage.setRow('API', 'done', '200');
  stage.select('API');
  stage.announce('The token is in this page.', 'The API took it.');
}

if (fragment === '') stage.showNothingCame();
else {
  stage.begin();
  finishFlow()
    .catch((error) => {
      stage.showFailure(step, error instanceof Failure ? error.words : Failure.unexpected().words);
    })
    .finally(stage.unveil);
}

/** S16: does the time of a refusal tell whether the person exists? Asked in turns, at the password grant. */
import { Connection } from '../load/connection.js';
import { tokenRequest } from '../load/token-request.js';
import { median } from '../measure.js';

const MOST_GUESSES = 4; // the fifth wrong password is looked at, the sixth is not

/** @returns Microseconds, medians: `{ unknownUs, wrongUs, guesses }`. */
export async function measureUnknownUser({ report, guesses }) {
  report('An unknown user beside a wrong password');
  // Not at the top: in a fresh clone, the bench builds the product first.
  const { createSandbox } = await import('../.product/dist/sandbox/library.js');
  const sandbox = await createSandbox({ era: 'legacy' });
  const connection = new Connection(Number(new URL(sandbox.baseUrl).port));
  const times = { unknown: [], ada: [] };
  for (let guess = 0; guess < guesses; guess += 1) {
    if (guess % MOST_GUESSES === 0) sandbox.clock.advance('16 minutes');
    const names = guess % 2 === 0 ? ['unknown', 'ada'] : ['ada', 'unknown'];
    for (const username of names) times[username].push(await refuse(connection, sandbox, username));
  }
  connection.close();
  await sandbox.close();
  return { guesses, unknownUs: median(times.unknown), wrongUs: median(times.ada) };
}

async function refuse(connection, { baseUrl, clients: [client] }, username) {
  const target = { ...client, port: new URL(baseUrl).port, tokenPath: '/site/oauth2/access_token' };
  const form = { grant_type: 'password', username, password: 'wrong-password' };
  const text = tokenRequest(target, form);
  const askedAt = performance.now();
  const { status } = await connection.request(text);
  const took = (performance.now() - askedAt) * 1000;
  if (status !== 401) throw new Error(`${username}: ${status}`);
  return took;
}

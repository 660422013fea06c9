/** axios, set up for the back channel: one request, one answer, and both as they are on the wire. */
import http from 'node:http';
import type { Axios } from 'axios';

const LARGEST_ANSWER_BYTES = 1024 * 1024;

/**
 * Node's servers close an idle connection after five seconds. Ours is closed before: a POST into one that is just
 * being closed is lost, and a token request, whose code may be spent, is never repeated.
 */
const KEPT_ALIVE = { keepAlive: true, timeout: 4_000 };

/**
 * Not `axios.create`, whose defaults guess at forms and JSON and refuse statuses: what is sent stands in
 * the request, and what comes back is parsed where a fault can be named.
 *
 * @see https://axios-http.com/docs/req_config
 */
export async function openHttpClient(): Promise<Axios> {
  // Loaded at the first exchange: a start would take much longer with them.
  const [{ Axios }, https] = await Promise.all([import('axios'), import('node:https')]);
  return new Axios({
    adapter: 'http',
    proxy: false, // an environment's proxy is not given the credentials
    maxRedirects: 0, // no 307 carries the form to another host
    headers: { 'Accept-Encoding': 'identity' }, // RFC 9110 §12.5.3
    decompress: false, // no answer grows here
    maxContentLength: LARGEST_ANSWER_BYTES,
    httpAgent: new http.Agent(KEPT_ALIVE),
    // Not even NODE_TLS_REJECT_UNAUTHORIZED can turn the check of certificates off.
    httpsAgent: new https.Agent({ ...KEPT_ALIVE, rejectUnauthorized: true }),
  });
}

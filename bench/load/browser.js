/** A browser without scripts: cookies by host and name, redirects, forms; over raw connections. */
import { Connection } from './connection.js';

const MOST_HOPS = 12;

export class Browser {
  #connections = new Map();
  #cookies = new Map();
  #onAnswer;
  #proxy;

  /**
   * @param onAnswer Is told how many milliseconds each answer took, and its status.
   * @param proxy Where a public name leads: the port of this machine, and the lines that a proxy adds.
   */
  constructor(onAnswer = () => undefined, proxy = { lines: [] }) {
    this.#onAnswer = onAnswer;
    this.#proxy = proxy;
  }

  /** A new visitor on the old connections. */
  forgetCookies() {
    this.#cookies.clear();
  }

  close() {
    for (const connection of this.#connections.values()) connection.close();
  }

  /**
   * Follows redirects and sends forms off, until `isEnd` says so.
   *
   * @param fields What a person fills in or presses, whatever the form.
   * @param isEnd Is told of a redirect's target, or of the address whose page has just come.
   * @returns {Promise<{ url: URL, page?: string, requests: number }>}
   */
  async walk(startUrl, isEnd, fields = {}) {
    return this.goOn(await this.send('GET', new URL(startUrl)), isEnd, fields);
  }

  /** From an answer that is there. @param marker What the form holds that is meant; without it, the first. */
  async goOn(start, isEnd, fields, marker = '') {
    let answer = start;
    for (let requests = 1; requests <= MOST_HOPS; requests += 1) {
      const url = answer.location ?? answer.url;
      if (answer.status >= 400)
        throw new Error(`${answer.status} at ${url.pathname}: ${answer.body.slice(0, 300)}`);
      if (isEnd(url, answer.location === undefined)) return { url, page: answer.body, requests };
      answer = answer.location
        ? await this.send('GET', url)
        : await this.send('POST', ...fillIn(answer, fields, marker));
    }
    throw new Error(`No end after ${MOST_HOPS} requests from ${start.url}`);
  }

  async send(method, url, form, moreLines = []) {
    const body = form?.toString() ?? '';
    const lines = [
      `${method} ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      'Accept: text/html',
      ...this.#cookieLine(url),
      ...this.#proxy.lines,
      ...moreLines,
      ...(form
        ? [
            'Content-Type: application/x-www-form-urlencoded',
            'Sec-Fetch-Site: same-origin',
            `Content-Length: ${body.length}`,
          ]
        : []),
    ];
    const askedAt = performance.now();
    const answer = await this.#connect(url).request(`${lines.join('\r\n')}\r\n\r\n${body}`);
    this.#onAnswer(performance.now() - askedAt, answer.status);
    this.#keepCookies(url, answer.head);
    const location = /\r\nlocation: *([^\r]*)/i.exec(answer.head)?.[1];
    return {
      ...answer,
      url,
      location: location === undefined ? undefined : new URL(location, url),
    };
  }

  #connect(url) {
    const port = this.#proxy.port ?? url.port;
    const known = this.#connections.get(port);
    if (known) return known;
    const connection = new Connection(Number(port));
    this.#connections.set(port, connection);
    return connection;
  }

  #cookieLine({ host }) {
    const pairs = [...(this.#cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? [] : [`Cookie: ${pairs.join('; ')}`];
  }

  #keepCookies({ host }, head) {
    for (const [, name, value, rest] of head.matchAll(
      /\r\nset-cookie: *([^=]+)=([^;\r]*)([^\r]*)/gi,
    )) {
      const cookies = this.#cookies.get(host) ?? new Map();
      this.#cookies.set(host, cookies);
      if (value === '' || /expires=thu, 01 jan 1970/i.test(rest)) cookies.delete(name);
      else cookies.set(name, value);
    }
  }
}

/** Every form of these pages has its action and its hidden fields in double quotes. */
function fillIn({ url, body }, fields, marker) {
  const forms = [...body.matchAll(/<form[^>]* action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
  const [, action, inside] = forms.find(([form]) => form.includes(marker)) ?? [];
  if (inside === undefined) throw new Error(`Neither redirect nor form at ${url.pathname}`);
  const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const form = new URLSearchParams(hidden.map(([, name, value]) => [name, value]));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return [new URL(action.replaceAll('&amp;', '&'), url), form];
}

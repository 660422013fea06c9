/** A browser without scripts: keeps cookies by path, follows redirects when asked, fills in forms. */
import { Page } from './page.ts';

export { Page };

/** As `fetch` is: by way of a proxy, for one. */
export type Send = (url: URL, init: RequestInit) => Promise<Response>;

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export class Browser {
  readonly cookies = new Map<string, Cookie>();
  readonly #base: string;
  readonly #send: Send;

  constructor(base: string, send: Send = fetch) {
    this.#base = base;
    this.#send = send;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.request('GET', path, undefined, headers);
  }

  /** Sends a form as a page of the same site would. */
  post(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
  ): Promise<Page> {
    return this.request('POST', path, new URLSearchParams(form), headers);
  }

  /** Follows redirects to the first page that is none. */
  async follow(page: Page): Promise<Page> {
    let last = page;
    for (let hops = 0; last.location !== undefined && hops < 20; hops += 1) {
      last = await this.get(last.location);
    }
    return last;
  }

  async open(path: string): Promise<Page> {
    return this.follow(await this.get(path));
  }

  /** Posts the form of what the selector finds, with its hidden fields and what is filled in. See Page.form. */
  async submit(page: Page, selector: string, fields: Record<string, string> = {}): Promise<Page> {
    const form = page.root.querySelector(selector)?.closest('form');
    if (!form) throw new Error(`No form of ${selector} on ${page.url}`);
    const hidden = form
      .querySelectorAll('input[name]')
      .map((input) => [input.getAttribute('name'), input.getAttribute('value') ?? '']);
    const action = new URL(form.getAttribute('action') ?? page.url, page.url);
    return this.post(action.href.replace(/#.*/, ''), { ...Object.fromEntries(hidden), ...fields });
  }

  /** Any method, with what a browser would send along. */
  async request(
    method: string,
    path: string,
    body?: URLSearchParams,
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const url = new URL(path, this.#base);
    const response = await this.#send(url, {
      method,
      redirect: 'manual',
      headers: { Accept: 'text/html', ...this.#cookieHeader(url), ...headers },
      ...(body && { body }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get('location');
    const answer = {
      status: response.status,
      url: url.href,
      headers: response.headers,
      body: await response.text(),
      location: location === null ? undefined : new URL(location, url).href,
    };
    return new Page(answer, (action, fields) => this.post(action, fields));
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split(/=(.*)/);
    const path = attributes.find((one) => /^path=/i.test(one))?.slice('path='.length) ?? '/';
    const isGone = attributes.some((one) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(one));
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, { value, path });
  }

  #cookieHeader(url: URL): Record<string, string> {
    const sent = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    return sent.length === 0
      ? {}
      : { Cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; ') };
  }
}

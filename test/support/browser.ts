/** A browser without scripts: keeps cookies by path, follows redirects when asked, fills in forms. */

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  /** Where a redirect leads, absolute. */
  readonly location: string | undefined;
}

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

  /** Presses a button: posts the form that holds the text, with its hidden fields and what is filled in. */
  async submit(page: Page, marker: string, fields: Record<string, string> = {}): Promise<Page> {
    const forms = [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
    const form = forms.find((match) => match[0].includes(marker));
    if (!form) throw new Error(`No form with ${marker} on ${page.url}`);
    const action = unescape(/action="([^"]*)"/.exec(form[1] ?? '')?.[1] ?? page.url);
    const inputs = [...(form[2] ?? '').matchAll(/<input\b[^>]*>/g)].flatMap(([input]) => {
      const name = /name="([^"]*)"/.exec(input)?.[1];
      const value = /value="([^"]*)"/.exec(input)?.[1] ?? '';
      return name === undefined ? [] : [[name, unescape(value)] as const];
    });
    const target = new URL(action, page.url).href.split('#')[0] ?? '';
    return this.post(target, { ...Object.fromEntries(inputs), ...fields });
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
    return {
      status: response.status,
      url: url.href,
      headers: response.headers,
      body: await response.text(),
      location: location === null ? undefined : new URL(location, url).href,
    };
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

/** EJS escapes five characters. */
function unescape(text: string): string {
  const characters: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&#34;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return text.replaceAll(/&(?:lt|gt|#34|#39|amp);/g, (entity) => characters[entity] ?? entity);
}

/** What a person reads on the page: no tags, no scripts, single spaces. */
export function textOf(page: Page): string {
  return unescape(page.body.replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ');
}

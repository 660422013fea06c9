/** A person with a browser: follows redirects by hand, reads forms, keeps cookies. */
import type { Express } from 'express';
import request, { type Response } from 'supertest';
import type { Client } from '../../../src/sandbox/index.ts';
import { hiddenFields as readHidden, readHtml, textsOf } from '../../support/page.ts';

type Fields = Readonly<Record<string, string>>;

export class Visitor {
  readonly agent: ReturnType<typeof request.agent>;
  readonly #path: (below: string) => string;
  readonly #client: Client;

  constructor(app: Express, path: (below: string) => string, client: Client) {
    this.agent = request.agent(app);
    this.#path = path;
    this.#client = client;
  }

  /** GET of the authorization endpoint, redirect not followed. */
  authorize(parameters: Fields = {}) {
    const defaults = { client_id: this.#client.clientId, response_type: 'code' };
    return this.agent
      .get(this.#path('/site/oauth2/authorize'))
      .query({ ...defaults, ...parameters });
  }

  /** A form post from a page of the sandbox. */
  post(below: string, form: Fields, from = 'same-origin') {
    return this.agent.post(this.#path(below)).set('Sec-Fetch-Site', from).type('form').send(form);
  }

  /**
   * Up to the sign-in page or, for whoever has signed in, the consent page; where the consent is
   * remembered, up to the redirect back to the client.
   */
  async arrive(parameters: Fields = {}): Promise<Response> {
    const redirect = await this.authorize(parameters).expect(303);
    return this.agent.get(locationOf(redirect));
  }

  /** Up to the consent page, by one click on a person, or to the redirect as above. */
  async reachConsent(parameters: Fields = {}, person = 'ada'): Promise<Response> {
    const page = await this.arrive(parameters);
    return page.text.includes('Who are you today?') ? this.signIn(page, person) : page;
  }

  /** By one click on a person of the sign-in page, to the page behind it. */
  async signIn(page: Response, person = 'ada'): Promise<Response> {
    const form = { ...hiddenFields(page), person };
    return this.agent.get(locationOf(await this.post('/_sandbox/sign-in', form).expect(303)));
  }

  /** All the way: the URL to which the browser is sent in the end. */
  async grant(parameters: Fields = {}, person = 'ada'): Promise<URL> {
    const page = await this.reachConsent(parameters, person);
    if (page.status === 302) return new URL(locationOf(page)); // remembered
    const answer = await this.post('/_sandbox/consent', {
      ...hiddenFields(page),
      decision: 'grant',
    }).expect(302);
    return new URL(locationOf(answer));
  }

  async obtainCode(parameters: Fields = {}, person = 'ada'): Promise<string> {
    return (await this.grant(parameters, person)).searchParams.get('code') ?? '';
  }
}

export function locationOf(response: Response): string {
  return response.get('Location') ?? '';
}

/** Of a page, what is set as code: scopes, addresses. */
export function codesOf({ text }: Response): string[] {
  return textsOf(readHtml(text), 'code');
}

/** Of a page, what its forms send along unseen. */
export function hiddenFields({ text }: Response): Record<string, string> {
  return readHidden(readHtml(text));
}

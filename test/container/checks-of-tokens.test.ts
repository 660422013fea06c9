import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import {
  authorizationPath,
  clientOf,
  clientsOf,
  readToken,
  tokenRequest,
} from '../attack/clients.ts';
import { openConsent } from '../support/resource-owner.ts';
import { describeDeployed } from './deployed.ts';

type Fields = Readonly<Record<string, string>>;

const CODE = { grant_type: 'authorization_code' };
const FOR_ITSELF = { grant_type: 'client_credentials' };
/** Of those that a hosted demo has: each has the demo's own callback. */
const ANOTHER = 'Client that writes';
const PUBLIC = 'Public client';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
const TOKEN = '/sandbox/current/site/oauth2/access_token';

describeDeployed(
  'The checks of docs/checks.md, asked of the token endpoint',
  ({ app, from, visit }) => {
    const askToken = (form: Fields, name?: string, era: 'current' | 'legacy' = 'current') =>
      app().ask(tokenRequest(era, form, { from: from(), ...(name !== undefined && { name }) }));
    const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`;
    const as = (authorization: string) =>
      app().ask({
        path: TOKEN,
        method: 'POST',
        form: FOR_ITSELF,
        headers: { authorization },
        from: from(),
      });
    const callback = () => `${app().publicUrl}/oauth-callback`;

    /** Ada signs in and grants. */
    async function obtainCode(more: Fields = {}): Promise<string> {
      const browser = visit();
      const consent = await openConsent(browser, authorizationPath('current', more));
      const answer = await browser.submit(consent, '[name=decision]', { decision: 'grant' });
      return new URL(answer.location ?? '').searchParams.get('code') ?? '';
    }
    const statusesOf = (answers: readonly { status: number }[]) =>
      answers.map(({ status }) => status).toSorted((one, other) => one - other);

    it('S16 stop guesses of a password at the sixth, the right one too, and say nothing of who there is', async () => {
      const guess = (username: string, password: string, address: string) =>
        app().ask({
          ...tokenRequest(
            'legacy',
            { grant_type: 'password', username, password },
            { from: address },
          ),
        });
      const [one, other] = [from(), from()];
      for (let turn = 0; turn < 5; turn += 1) {
        const [known, unknown] = [await guess('ada', 'x', one), await guess('eve', 'x', other)];
        expect([known.status, known.body]).toEqual([401, unknown.body]);
        expect(unknown.status).toBe(401);
      }
      for (const answer of [await guess('ada', 'lovelace', one), await guess('eve', 'x', other)]) {
        expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([429, true]);
      }
    });

    it('S48 want the redirect_uri of the code again', async () => {
      for (const more of [{}, { redirect_uri: `${callback()}/` }]) {
        const code = await obtainCode({ redirect_uri: callback() });
        expect((await askToken({ ...CODE, code, ...more })).status).toBe(400);
      }
      const code = await obtainCode({ redirect_uri: callback() });
      expect((await askToken({ ...CODE, code, redirect_uri: callback() })).status).toBe(200);
      expect((await askToken({ ...CODE, code: await obtainCode() })).status).toBe(200);
    });

    it('S49 spend a code at a verifier that is wrong, absent or not asked for, and know S256 alone', async () => {
      const wrong = [
        '',
        'v',
        'v'.repeat(42),
        'v'.repeat(129),
        `${'v'.repeat(42)}+`,
        'w'.repeat(43),
      ];
      for (const code_verifier of wrong) {
        const code = await obtainCode(PKCE);
        const first = await askToken({ ...CODE, code, code_verifier });
        const second = await askToken({ ...CODE, code, code_verifier: VERIFIER });
        expect([code_verifier, first.status, second.status]).toEqual([code_verifier, 400, 400]);
      }
      const unasked = { ...CODE, code: await obtainCode(), code_verifier: VERIFIER };
      expect((await askToken(unasked)).status).toBe(400);
      for (const method of [
        { code_challenge_method: 'plain' },
        { code_challenge_method: 'S512' },
        {},
      ]) {
        const asked = { code_challenge: CHALLENGE, ...method };
        const { location } = await visit().get(authorizationPath('current', asked));
        expect(location).toContain('error=invalid_request');
      }
      const right = { ...CODE, code: await obtainCode(PKCE), code_verifier: VERIFIER };
      expect((await askToken(right)).status).toBe(200);
    });

    it('S51 give one of twenty exchanges at once a token', async () => {
      const code = await obtainCode();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => askToken({ ...CODE, code })),
      );

      expect(statusesOf(answers)).toEqual([200, ...Array<number>(19).fill(400)]);
    });

    it('S52 give another client nothing for a fresh code, and leave it to its own', async () => {
      const code = await obtainCode();
      const other = await askToken({ ...CODE, code }, ANOTHER);
      const own = await askToken({ ...CODE, code });

      expect([other.status, own.status]).toEqual([400, 200]);
      expect(other.body).toContain('invalid_grant');
    });

    it('S53 refuse a client in the same words, whether it is unknown, or its secret is wrong or unreadable', async () => {
      const { clientId, clientSecret } = clientOf('current');
      const wrong = await as(basic(clientId, 'wrong'));

      expect([wrong.status, JSON.parse(wrong.body)]).toEqual([
        400,
        expect.objectContaining({ error: 'unauthorized_client' }), // Bitbucket: no 401, no invalid_client
      ]);
      for (const header of [basic('nobody', clientSecret), 'Basic !!!', 'Basic ////', 'Basic =']) {
        const { status, body } = await as(header);
        expect([header, status, body]).toEqual([header, 400, wrong.body]);
      }
      const query = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
      const inQuery = await app().ask({
        path: `${TOKEN}?${query.toString()}`,
        method: 'POST',
        form: FOR_ITSELF,
        from: from(),
      });
      expect([inQuery.status, inQuery.body.includes('access_token')]).toEqual([400, false]);
    });

    it('S54 let no public client act for itself, give nobody the grants that are gone, and for itself no refresh token', async () => {
      const publicClient = clientsOf('current').find(({ name }) => name === PUBLIC);
      const asPublic = await as(
        basic(publicClient?.clientId ?? '', publicClient?.clientSecret ?? ''),
      );
      const form = { grant_type: 'password', username: 'ada', password: 'lovelace' };
      const byPassword = await askToken(form);
      const implicit = await visit().get(authorizationPath('current', { response_type: 'token' }));
      const forItself = await askToken(FOR_ITSELF);

      expect(asPublic.body).toContain('marked as \\"public\\"');
      for (const { status, body } of [asPublic, byPassword])
        expect([status, body.includes('access_token')]).toEqual([400, false]);
      expect(implicit.location).toContain('error=unsupported_response_type');
      expect([forItself.status, forItself.body.includes('refresh_token')]).toEqual([200, false]);
    });

    it('S55 give no scope that the client has not, and open with a token what it was given for', async () => {
      for (const scope of ['nonsense', 'account nonsense', 'repository:write']) {
        const { location } = await visit().get(authorizationPath('current', { scope }));
        expect(location).toContain('error=invalid_scope');
      }
      const code = await obtainCode({ scope: 'repository' });
      const authorization = `Bearer ${readToken((await askToken({ ...CODE, code })).body)}`;
      const read = (path: string) =>
        app().ask({
          path: `/sandbox/current/2.0${path}`,
          headers: { authorization },
          from: from(),
        });
      const [user, repositories] = [
        await read('/user'),
        await read('/repositories/analytical-engines'),
      ];

      expect([user.status, repositories.status]).toEqual([403, 200]);
      expect(user.body).toContain('"required":["account"]');
    });

    it('S56 change the refresh token at each use, and take it from its own client alone', async () => {
      const refresh = (refresh_token: string, name?: string) =>
        askToken({ grant_type: 'refresh_token', refresh_token }, name);
      const tokenOf = ({ body }: { body: string }) =>
        (JSON.parse(body) as { refresh_token?: string }).refresh_token ?? '';
      const first = tokenOf(await askToken({ ...CODE, code: await obtainCode() }));
      const stolen = await refresh(first, ANOTHER);
      const second = await refresh(first);
      const third = await refresh(tokenOf(second));

      expect(statusesOf([stolen, second, third])).toEqual([200, 200, 400]);
      expect(new Set([first, tokenOf(second), tokenOf(third)]).size).toBe(3);
    });

    it('S59 ask by a page that shows who asks, take no form that was tampered with, and withdraw what is named', async () => {
      const browser = visit();
      const consent = await openConsent(
        browser,
        authorizationPath('current', { state: 's', scope: 'email' }),
      );
      const decide = (more: Fields) =>
        browser.submit(consent, '[name=decision]', { decision: 'grant', ...more });
      const tampered: readonly Fields[] = [
        { request: 'A'.repeat(43) },
        { person: 'bruno' },
        { decision: 'maybe' },
      ];
      for (const change of tampered) {
        const answer = await decide(change);
        expect([change, answer.status, answer.location]).toEqual([change, 400, undefined]);
      }
      const denied = await decide({ decision: 'cancel' });
      const revoke = (token: string, name: string) => {
        const asked = tokenRequest('current', { token }, { from: from(), name });
        return app().ask({ ...asked, path: '/sandbox/current/site/oauth2/revoke' });
      };
      const token = readToken((await askToken(FOR_ITSELF)).body);
      const withdrawn = [await revoke('nonsense', ''), await revoke(token, ANOTHER)];
      const headers = { authorization: `Bearer ${token}` };
      const user = await app().ask({ path: '/sandbox/current/2.0/user', headers, from: from() });

      for (const shown of ['OAuth 2.0 grants demo', 'email', new URL(app().publicUrl).host])
        expect(consent.text).toContain(shown);
      expect(consent.headers.get('x-frame-options')).toBe('DENY');
      const { searchParams: answered } = new URL(denied.location ?? '');
      expect([denied.status, answered.get('error'), answered.get('state')]).toEqual([
        302,
        'access_denied',
        's',
      ]);
      expect(statusesOf(withdrawn)).toEqual([200, 200]);
      expect(user.status).toBe(200); // the other client's word was nothing to it
    });
  },
);

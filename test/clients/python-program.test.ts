/** A client in another language: python3 and its own urllib, in test/clients/support/client.py. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EraName } from '../../src/sandbox/index.ts';
import {
  AUTHORIZE_PATH,
  type Bitbucket,
  CALLBACK,
  ERAS,
  openBitbucket,
} from './support/bitbucket.ts';
import { ADA, ADAS_PASSWORD, NO_PASSWORD_GRANT, WHO_A_CLIENT_IS } from './support/facts.ts';
import { reasonToSkip, runClient } from './support/programs.ts';

interface Seen {
  token: Record<string, unknown>;
  user?: unknown;
  refreshed?: Record<string, unknown>;
  user_again?: unknown;
}

const program = readFileSync(path.join(import.meta.dirname, 'support/client.py'), 'utf8');
const reason = reasonToSkip('python3');
const describeHere = reason === undefined ? describe : describe.skip;

describeHere.each(ERAS)(
  `python3 and urllib in %s${reason ? ` (${reason})` : ''}`,
  (era: EraName) => {
    const isLegacy = era === 'legacy';
    let bitbucket: Bitbucket;

    beforeEach(async () => void (bitbucket = await openBitbucket(era)));
    afterEach(() => bitbucket.close());

    it('does the code grant, refreshes, and reads the user (RFC 6749 §4.1, §6)', async () => {
      const seen = await runProgram(await obtainCode());

      expect(seen.token).toMatchObject({ token_type: 'bearer', expires_in: 7200 });
      expect(seen).toMatchObject({ user: ADA, user_again: ADA });
      expect(seen.refreshed?.['refresh_token'] === seen.token['refresh_token']).toBe(isLegacy);
    });

    it('does client credentials, and refreshes only where there is something to refresh (RFC 6749 §4.4)', async () => {
      const seen = await runProgram({ grant_type: 'client_credentials' });

      expect(seen.user).toMatchObject(WHO_A_CLIENT_IS[era]);
      expect(seen.refreshed === undefined).toBe(!isLegacy);
    });

    it(`${isLegacy ? 'does the password grant' : 'sees "HTTP Error 400: Bad Request" for the password grant, and no token'} (RFC 6749 §4.3)`, async () => {
      const seen = await runProgram({ grant_type: 'password', ...ADAS_PASSWORD });

      expect(seen).toMatchObject(
        isLegacy
          ? { user: ADA, user_again: ADA }
          : { token: { status: 400, reason: 'Bad Request', ...NO_PASSWORD_GRANT } },
      );
      expect(bitbucket.countTokenAnswers()).toBe(isLegacy ? 2 : 0);
    });

    async function obtainCode(): Promise<Record<string, string>> {
      const query = new URLSearchParams({
        client_id: bitbucket.client.clientId,
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'account email',
      });
      const callback = await bitbucket.decide(`${AUTHORIZE_PATH}?${query.toString()}`);
      const code = callback.searchParams.get('code') ?? '';
      return { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    }

    async function runProgram(form: Record<string, string>): Promise<Seen> {
      const { clientId, clientSecret } = bitbucket.client;
      const told = { url: bitbucket.url, client_id: clientId, client_secret: clientSecret, form };
      const { stdout, stderr } = await runClient('python3', ['-c', program], JSON.stringify(told));
      expect(stderr).toBe('');
      return JSON.parse(stdout) as Seen;
    }
  },
);

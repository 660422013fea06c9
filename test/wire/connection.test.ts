import { describe, expect, it, jest } from '@jest/globals';
import { Axios, AxiosError } from 'axios';
import { WireLog } from '../../src/wire/wire-log.ts';
import { createSend } from '../../src/wire/send.ts';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/browser.ts';
import { makeCertificate } from '../support/certificate.ts';
import { openDemo } from '../support/demo.ts';
import { findFreePort } from '../support/ports.ts';
import { listening, runApp } from '../support/programs.ts';
import { consumerAt } from '../support/live.ts';
import { openScriptedServer } from '../support/scripted-server.ts';

/** What a visitor reads when bitbucket.org is at this address. @param exchangeMs A name server may be slow. */
async function visit(url: string, exchangeMs = 5_000): Promise<Page> {
  const demo = await openDemo(consumerAt(url), { exchangeMs });
  try {
    return await demo.newBrowser().open('/client-credentials/authorize');
  } finally {
    await demo.close();
  }
}

const certificate = makeCertificate();
const describeTls = certificate ? describe : describe.skip; // openssl is not everywhere

describe('R04 an authorization server that cannot be reached', () => {
  it('R04 says that nothing listens there', async () => {
    const page = await visit(`http://127.0.0.1:${await findFreePort()}`);

    expect(page.step('A')).toEqual({ state: 'failed', result: 'no answer' });
    expect(page.message()).toContain('nothing listens there (ECONNREFUSED)');
  });

  it('R04 says that the name has no address', async () => {
    const page = await visit('https://bitbucket.invalid', 9_000);

    expect(page.step('A')).toEqual({ state: 'failed', result: 'no answer' });
    expect(page.message()).toMatch(/the name has no address \((ENOTFOUND|EAI_AGAIN)\)/);
  });

  it('R04 says that there is no TLS where there should be', async () => {
    const server = await openScriptedServer();
    try {
      const page = await visit(server.url.replace('http:', 'https:'));

      expect(page.message()).toMatch(/\((EPROTO|ERR_SSL_[A-Z_]+)\)/);
      expect(server.received).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['ENOTFOUND', 'unknown-host'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'other'],
  ])('R04 takes %s for "%s"', async (code, failure) => {
    const request = jest
      .spyOn(Axios.prototype, 'request')
      .mockRejectedValue(new AxiosError('failed', code));
    const sending = {
      step: 'A',
      title: 'A request',
      to: 'authorization-server',
      method: 'GET',
      url: 'https://as.example/',
      authorization: 'Basic x',
    } as const;
    try {
      const outcome = createSend(1_000)(sending, new WireLog());

      await expect(outcome).rejects.toMatchObject({ failure, host: 'as.example', code });
    } finally {
      request.mockRestore();
    }
  });
});

describeTls('R04 an authorization server with a certificate of its own making', () => {
  it('R04 says that the certificate cannot be trusted, and no setting makes it', async () => {
    const server = await openScriptedServer(certificate);
    // In a process of its own: jest gives its tests a copy of the environment.
    const program = await listening(
      await runApp({ ...consumerAt(server.url), NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
    );
    try {
      const page = await new Browser(program.url).open('/client-credentials/authorize');

      expect(page.step('A')).toEqual({ state: 'failed', result: 'no answer' });
      expect(page.message()).toContain(
        'a certificate that cannot be trusted (DEPTH_ZERO_SELF_SIGNED_CERT)',
      );
      expect(server.received).toEqual([]);
    } finally {
      await program.stop('SIGTERM');
      await server.close();
    }
  });
});

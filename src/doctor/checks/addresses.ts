/** Where browsers reach the app and where the answer comes back: callback, scheme, port. */
import net from 'node:net';
import type { Config } from '../../config/config.ts';
import { describeStartFault } from '../../describe-start-fault.ts';
import { isLoopbackUrl } from '../../http/loopback.ts';
import { fault, fine } from '../finding.ts';
import type { Finding } from '../finding.ts';

/** That it follows from publicUrl, the settings have found before. */
export function checkCallback({ callbackUrl }: Config): Finding {
  return fine('Callback URL', `Register this with the consumer, exactly: ${callbackUrl}`, {
    statement: 'redirect-matching',
  });
}

export function checkScheme({ publicUrl }: Config): Finding {
  if (publicUrl.startsWith('https:')) return fine('Scheme', 'publicUrl is an https URL.');
  if (isLoopbackUrl(publicUrl)) {
    return fine('Scheme', 'http will do on this machine.', { statement: 'http-on-localhost' });
  }
  return fault(
    'Scheme',
    'publicUrl (PUBLIC_URL) is an http URL, and not of this machine: codes and cookies would cross the network in the open.',
    {
      whatToDo: 'Put a proxy with TLS in front, and make publicUrl an https URL.',
    },
  );
}

/** Is the port free, or is it this very app that listens there? */
export async function checkPort({
  port,
  host,
  publicUrl,
  trustedProxies,
}: Config): Promise<Finding> {
  const named = new URL(publicUrl).port || (publicUrl.startsWith('https:') ? '443' : '80');
  if (isLoopbackUrl(publicUrl) && trustedProxies === 0 && named !== String(port)) {
    return fault(
      'Port',
      `publicUrl (PUBLIC_URL) names port ${named}, and the app listens on ${port} (PORT): browsers find nothing there.`,
      {
        whatToDo: 'Set one to match the other, or leave publicUrl out.',
      },
    );
  }
  const problem = await tryToListen(port, host);
  if (problem === undefined) return fine('Port', `${port} is free.`);
  if (await isThisApp(port)) return fine('Port', `The app itself listens on ${port}.`);
  return fault('Port', describeStartFault(problem));
}

function tryToListen(port: number, host: string): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', resolve);
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}

const ALIVE_WITHIN_MS = 2_000;

async function isThisApp(port: number): Promise<boolean> {
  try {
    const { headers } = await fetch(`http://localhost:${port}/health/live`, {
      signal: AbortSignal.timeout(ALIVE_WITHIN_MS),
      redirect: 'manual',
    });
    return headers.get('content-type')?.startsWith('application/health+json') ?? false;
  } catch {
    return false; // whatever listens there, it is not the app
  }
}

/** What may be registered as a client's callback. Contract §1.5, RFC 6749 §3.1.2, RFC 9700 §4.1.1 */
import { isLoopbackHost } from '../../http/loopback.ts';

/** @returns What is wrong with it and what to write instead; nothing where it may be registered. */
export function findCallbackFault(callback: string): string | undefined {
  if (callback === '') return undefined; // Bitbucket: none is configured, and every grant refused
  const url = URL.canParse(callback) ? new URL(callback) : undefined;
  if (!url) return 'is no absolute URL: write one, or leave it empty for none';
  if (!/^[\x21-\x7e]+$/.test(callback)) return 'has a blank or a letter beyond ASCII: encode it';
  if (callback.includes('#')) return 'has a fragment: leave out everything from the # on';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:')
    return `is a ${url.protocol} address: it must be https, or http on localhost`;
  // Bitbucket: "`http` allowed for localhost"
  return isLoopbackHost(url.hostname)
    ? undefined
    : 'is plain http to another machine: use https, or localhost, 127.0.0.1 or [::1]';
}

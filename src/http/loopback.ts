/** What leads to this machine and to no other: an address, a host name, a URL. RFC 6761 §6.3, RFC 8252 §7.3 */
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4'); // in the form ::ffff:127.0.0.1, too
LOOPBACK.addAddress('::1', 'ipv6');

/** @param address As a socket has it: `127.0.0.1`, `::1`, `::ffff:127.0.0.1`. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** @param host `localhost`, or an address; one of IPv6 with the brackets that it has in a URL, or without. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host.replace(/^\[(.*)\]$/, '$1'));
}

/** Is this URL on the machine that the app runs on? */
export function isLoopbackUrl(url: string): boolean {
  return isLoopbackHost(new URL(url).hostname);
}

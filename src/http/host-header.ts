/** The host that a request was sent to. RFC 9110 §7.2 */

/** A host name or an address, and a port: nothing that a URL could hold beside them. */
const HOST = /^(?:[a-z\d._-]+|\[[a-f\d:.]+\])(?::\d{1,5})?$/i;

/**
 * @param host As the header has it: `localhost:3000`, `[::1]`.
 * @param scheme By which the server is reached: the port that goes without saying follows from it.
 * @returns One URL for each spelling of a host; nothing for what is none.
 */
export function parseHost(host: string, scheme: 'http' | 'https'): URL | undefined {
  const url = `${scheme}://${host}`;
  return HOST.test(host) && URL.canParse(url) ? new URL(url) : undefined;
}

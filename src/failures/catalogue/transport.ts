/** No usable answer came. RFC 9110. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const transport = [
  {
    slug: 'timeout',
    title: 'The request timed out',
    where: 'transport',
    texts: [
      { text: 'took too long to answer', by: 'this app' },
      { text: 'timeout of {milliseconds}ms exceeded', by: 'axios' },
      { text: 'connect ETIMEDOUT {address}', by: 'Node.js' },
      { text: 'The operation was aborted due to timeout', by: 'Node.js' },
      { text: 'context deadline exceeded', by: 'Go' },
      { text: 'Read timed out. (read timeout={seconds})', by: 'Python' },
      { text: 'Operation timed out after {milliseconds} milliseconds', by: 'curl' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The server was reached, or was not, and no answer came in time. Of a token request one cannot know whether it was carried out, so its code or refresh token may be spent.',
    fix: [
      'Try again in a while; repeat reads only.',
      'Do not repeat a token request with the same code: run the grant again.',
      'Look at https://bitbucket.status.atlassian.com, and for a firewall or proxy of your own.',
    ],
    related: ['connection-refused', 'connection-interrupted', 'server-error'],
    statements: ['code-used', 'refresh-grace'],
  },
  {
    slug: 'connection-refused',
    title: 'connect ECONNREFUSED',
    where: 'transport',
    texts: [
      { text: 'connect ECONNREFUSED {address}', by: 'Node.js' },
      { text: 'refused the connection: nothing listens there', by: 'this app' },
      { text: 'connect: connection refused', by: 'Go' },
      { text: 'Failed to connect to {host} port {port}', by: 'curl' },
    ],
    eras: BOTH_ERAS,
    cause:
      'Nothing listens at that address: the sandbox is not started, the port is another one, or a proxy is named that is not there. `localhost` may lead to `::1` while the server listens on 127.0.0.1.',
    fix: [
      'Check host and port of the configured address.',
      'Start the server that should be there.',
      'Look for `HTTP_PROXY` and `HTTPS_PROXY` in the environment.',
      'Inside a container, `localhost` is the container.',
    ],
    related: ['timeout', 'unknown-host'],
    statements: ['second-host'],
  },
  {
    slug: 'unknown-host',
    title: 'getaddrinfo ENOTFOUND',
    where: 'transport',
    texts: [
      { text: 'getaddrinfo ENOTFOUND {host}', by: 'Node.js' },
      { text: 'getaddrinfo EAI_AGAIN {host}', by: 'Node.js' },
      { text: 'was not found: the name has no address', by: 'this app' },
      { text: 'Could not resolve host: {host}', by: 'curl' },
      { text: 'no such host', by: 'Go' },
      { text: 'Name or service not known', by: 'Python' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The name of the host has no address: it is misspelt, or there is no network or no name server where the app runs. The hosts are `bitbucket.org` and `api.bitbucket.org`.',
    fix: [
      'Compare the name, letter by letter.',
      'Try `curl -sI https://api.bitbucket.org` from the same machine or container.',
    ],
    change: { before: 'https://api.bitbuket.org/2.0', after: 'https://api.bitbucket.org/2.0' },
    related: ['connection-refused'],
    statements: ['second-host'],
  },
  {
    slug: 'certificate-refused',
    title: 'The certificate cannot be trusted',
    where: 'transport',
    texts: [
      { text: 'self-signed certificate', by: 'Node.js' },
      { text: 'self signed certificate', by: 'Node.js' },
      { text: 'unable to get local issuer certificate', by: 'Node.js' },
      { text: 'unable to verify the first certificate', by: 'Node.js' },
      { text: 'certificate has expired', by: 'Node.js' },
      { text: "Hostname/IP does not match certificate's altnames", by: 'Node.js' },
      { text: 'showed a certificate that cannot be trusted', by: 'this app' },
      { text: 'x509: certificate signed by unknown authority', by: 'Go' },
      { text: 'CERTIFICATE_VERIFY_FAILED', by: 'Python' },
    ],
    eras: BOTH_ERAS,
    cause:
      'Whoever answered shows a certificate that your machine does not trust: most often a proxy of the company that opens the traffic, or an old list of authorities. Bitbucket’s own certificate is signed by a known one.',
    fix: [
      'Add the company’s authority: `NODE_EXTRA_CA_CERTS=/path/to/ca.pem`.',
      'Update the system’s list of authorities, and check the clock.',
      'Leave the check on: whoever turns it off sends secret and tokens to anybody.',
    ],
    change: {
      before: 'NODE_TLS_REJECT_UNAUTHORIZED=0',
      after: 'NODE_EXTRA_CA_CERTS=/etc/ssl/company-ca.pem',
    },
    related: ['connection-interrupted'],
    statements: ['second-host'],
  },
  {
    slug: 'connection-interrupted',
    title: 'socket hang up',
    where: 'transport',
    texts: [
      { text: 'socket hang up', by: 'Node.js' },
      { text: 'read ECONNRESET', by: 'Node.js' },
      { text: 'broke off in the middle', by: 'this app' },
      {
        text: 'Client network socket disconnected before secure TLS connection was established',
        by: 'Node.js',
      },
      { text: 'connection reset by peer', by: 'Go' },
      { text: 'Remote end closed connection without response', by: 'Python' },
      { text: 'Unexpected end of JSON input', by: 'Node.js' },
      { text: 'unexpected EOF', by: 'Go' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The connection was cut before the whole answer had come. Of a token request one cannot know whether it was carried out: a rotating refresh token may be spent, and its successor lost.',
    fix: [
      'Repeat reads, after a pause.',
      'After a refresh, try the old refresh token once more; if that is refused, run the grant again.',
      'Look for a proxy or firewall with a short limit.',
    ],
    related: ['timeout', 'certificate-refused', 'answer-not-json', 'refresh-race'],
    statements: ['refresh-grace', 'refresh-rotates'],
  },
] as const satisfies readonly Failure[];

/** How a server of the bench says that it listens, and where what is. */
import http from 'node:http';

/**
 * @param describe Given the port, the target for the load's jobs.
 * @param makeHandler Given the base URL, what answers.
 */
export function serve(makeHandler, describe) {
  const server = http.createServer();
  server.listen(0, '127.0.0.1', async () => {
    const { port } = server.address();
    server.on('request', await makeHandler(`http://127.0.0.1:${port}`, port));
    process.send({ port, ...describe(port) });
  });
  process.on('disconnect', () => process.exit());
}

/** What all servers register for the bench. */
export const client = {
  clientId: 'bench-client-18-ch',
  clientSecret: 'bench-secret-of-32-characters-00',
  redirectUri: 'http://127.0.0.1:9/oauth-callback',
};

/** What all client apps of the bench share: where they are told to go, and how they say they listen. */
import http from 'node:http';

/** Base URL of the upstream, in place of bitbucket.org and api.bitbucket.org. */
export const UPSTREAM = process.env.UPSTREAM;
export const CLIENT_ID = 'bench-client-18-ch';
export const CLIENT_SECRET = 'bench-password-of-32-characters0';
export const SCOPE = 'account email repository';
export const MOST_VISITORS = 1000;

/** @param makeHandler Given the app's own base URL. @param paths Where the flow begins and where the results stand. */
export function serve(makeHandler, paths = { startPath: '/authorize', resultPath: '/result' }) {
  const server = http.createServer();
  server.listen(0, '127.0.0.1', async () => {
    const { port } = server.address();
    server.on('request', await makeHandler(`http://127.0.0.1:${port}`));
    process.send({ port, ...paths });
  });
  process.on('disconnect', () => process.exit());
}

/** Two demos on one Redis, behind a balancer that sends each request to the other one than the last. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDemo } from './demo.ts';
import type { TestDemo } from './demo.ts';
import { startRedis } from './redis.ts';
import type { TestRedis } from './redis.ts';

const SESSION_SECRET = 'a secret of at least thirty-two characters';

export interface TwoProcesses {
  readonly redis: TestRedis;
  readonly demos: readonly [TestDemo, TestDemo];
  readonly publicUrl: string;
  close(): Promise<void>;
}

export async function openTwoProcesses(): Promise<TwoProcesses> {
  const redis = await startRedis();
  const targets: number[] = [];
  const proxy = createRoundRobin(targets);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const env = { PUBLIC_URL: publicUrl, REDIS_URL: redis.url, SESSION_SECRET };
  const demos = [await openDemo(env), await openDemo(env)] as const;
  targets.push(...demos.map(({ config }) => config.port));
  return {
    redis,
    demos,
    publicUrl,
    async close() {
      proxy.closeAllConnections();
      await Promise.all([
        ...demos.map((demo) => demo.close()),
        new Promise((done) => proxy.close(done)),
      ]);
      await redis.stop();
    },
  };
}

/** Hands each request to the next of the targets: no visitor stays with one of them. */
function createRoundRobin(targets: number[]): http.Server {
  let turn = 0;
  return http.createServer((req, res) => {
    const port = targets[turn++ % targets.length];
    const { method, headers, url: path } = req;
    const onward = http.request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(res);
    });
    onward.on('error', () => res.writeHead(502).end());
    req.pipe(onward);
  });
}

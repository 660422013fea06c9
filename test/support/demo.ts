/** The very same demo that a newcomer starts, on a free port, with its clock and its log in our hands. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { loadConfig } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import { startDemo } from '../../src/demo.ts';
import type { Demo, DemoOptions, Limits } from '../../src/demo.ts';
import { Browser } from './browser.ts';
import { findFreePort } from './ports.ts';

export interface TestDemo extends Demo {
  readonly url: string;
  readonly config: Config;
  /** Everything that was logged, as one text. */
  log(): string;
  /** Moves the app's clock; the sandbox has its own. */
  advance(milliseconds: number): void;
  /** A browser of its own: cookies, redirects, no scripts. */
  newBrowser(): Browser;
}

/**
 * @param env As in the environment: `{ BITBUCKET_CONSUMER_KEY: 'k' }`.
 * @param limits Shorter timeouts than the real thing has.
 * @param parts In the place of the real thing's own.
 */
export async function openDemo(
  env: Record<string, string> = {},
  limits: Partial<Limits> = {},
  parts: Pick<DemoOptions, 'grants'> = {},
): Promise<TestDemo> {
  const port = env['PORT'] === undefined ? await findFreePort() : Number(env['PORT']);
  const config = loadConfig('/nowhere/config.json', {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    BITBUCKET_SCOPES: 'account email repository',
    LOG_LEVEL: 'info',
    ...env,
  });
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  let offset = 0;
  const clock = () => Date.now() + offset;
  const logger = pino({ level: config.logLevel }, sink);
  const demo = await startDemo(config, { logger, clock, limits, ...parts });
  const url = `http://127.0.0.1:${port}`;
  return {
    ...demo,
    url,
    config,
    log: () => lines.join(''),
    advance: (milliseconds) => void (offset += milliseconds),
    newBrowser: () => new Browser(url),
  };
}

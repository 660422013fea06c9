/** Where every kind of answer can be asked for: the demo, hosted or not, with a visitor who has run all grants. */
import { TransportError } from '../../../src/errors/errors.ts';
import { StorageError } from '../../../src/storage/storage-error.ts';
import { standBefore } from '../../support/behind-proxy.ts';
import type { Browser } from '../../support/browser.ts';
import type { Answer } from '../../support/page.ts';
import { openDemo } from '../../support/demo.ts';
import type { TestDemo } from '../../support/demo.ts';
import { HOSTED } from '../../support/hosted.ts';
import { sendRaw } from '../../support/raw.ts';
import { runToResult, sendPassword } from '../../support/resource-owner.ts';

/** What visitors have, wherever the app runs. */
export interface Visitors {
  /** Has a finished run of each grant that ends on our server. */
  readonly visitor: Browser;
  readonly newBrowser: () => Browser;
}

export interface Stage extends Visitors {
  readonly isHosted: boolean;
  readonly publicUrl: string;
  readonly demo: TestDemo;
  close(): Promise<void>;
}

/** One answer of one kind: what it is, its status, and how to come by it. */
export type Kind<Needed = Visitors> = readonly [
  what: string,
  status: number,
  ask: (stage: Needed) => Promise<Answer> | Answer,
];

export async function openStage(isHosted: boolean): Promise<Stage> {
  const demo = await openDemo(isHosted ? HOSTED : {});
  const publicUrl = demo.config.publicUrl;
  const proxy = isHosted ? standBefore(demo.config.port, publicUrl) : undefined;
  const newBrowser = () => proxy?.newBrowser() ?? demo.newBrowser();
  const visitor = await runAll(newBrowser());
  return {
    isHosted,
    publicUrl,
    demo,
    visitor,
    newBrowser,
    close: async () => {
      await proxy?.close();
      await demo.close();
    },
  };
}

export async function runAll(visitor: Browser): Promise<Browser> {
  await runToResult(visitor, '/authorization-code/authorize?server=sandbox-current');
  await visitor.open('/client-credentials/authorize?server=sandbox-current');
  await sendPassword(visitor, 'ada', 'lovelace');
  return visitor;
}

/** Past the browser, which has its own mind about a few headers. */
export async function askRaw(
  { demo, isHosted }: Stage,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const Host = isHosted ? new URL(demo.config.publicUrl).host : new URL(demo.url).host;
  const answer = await sendRaw(demo.url, { path, headers: { Host, ...headers } });
  const all = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) all.set(name, String(value));
  const { status, body } = answer;
  return { status, url: demo.url + path, headers: all, body, location: undefined };
}

const FAULTS = {
  500: () => new TypeError('a fault'),
  503: () => new StorageError('away'),
  504: () => new TransportError('refused', 'bitbucket.org', 'ECONNREFUSED'),
};

/** A page of a grant whose server fails in this way, once. */
export async function askBroken({ demo, newBrowser }: Stage, status: keyof typeof FAULTS) {
  const servers = demo.servers as Map<string, unknown>;
  const whole = servers.get('sandbox-legacy');
  const copy: object = Object.assign({}, whole);
  const broken: unknown = Object.defineProperty(copy, 'tokenEndpoint', {
    get: () => {
      throw FAULTS[status]();
    },
  });
  servers.set('sandbox-legacy', broken);
  try {
    return await newBrowser().get('/client-credentials/authorize?server=sandbox-legacy');
  } finally {
    servers.set('sandbox-legacy', whole);
  }
}

/** Visitors all the while: each a browser of its own, a few from each address, and not as fast as they can. */
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Browser } from '../support/browser.ts';
import { readHtml, textOf } from '../support/page.ts';
import { sendTo } from '../support/raw.ts';
import { runFlow } from './flows.ts';

const AT_ONCE = 24;
/** Fewer than the forty of a class, who are promised to get through. */
const FLOWS_PER_ADDRESS = 30;
const LONGEST_PAUSE_MS = 250;

/** An answer that ended a flow. */
export interface Refused {
  readonly status: number;
  readonly request: string;
  /** What the person reads. */
  readonly text: string;
  readonly retryAfter: string | null;
  readonly tookMs: number;
  /** By `Date.now`: when its flow began. */
  readonly begunAt: number;
}

export interface Outcome {
  readonly flows: number;
  readonly requests: number;
  /** One for each flow that did not come to its end. */
  readonly failures: readonly string[];
  /** Those of them that an answer explains. */
  readonly refused: readonly Refused[];
}

export interface Visitors {
  /** So far. */
  outcome(): Outcome;
  /** Nobody else comes; those who are there finish. */
  leave(): Promise<Outcome>;
}

export function openVisitors(publicUrl: string, ca: string): Visitors {
  let [begun, flows, requests] = [0, 0, 0];
  const closing = new AbortController();
  const failures: string[] = [];
  const refused: Refused[] = [];
  const outcome = () => ({ flows, requests, failures, refused });

  /** One visitor after the other. */
  async function comeAndGo(): Promise<void> {
    while (!closing.signal.aborted) {
      const turn = begun;
      const begunAt = Date.now();
      begun += 1;
      const { send, close } = openWay(publicUrl, ca, addressOf(turn));
      const browser = new Browser(publicUrl, async (url, init) => {
        await wait(Math.random() * LONGEST_PAUSE_MS);
        requests += 1;
        const sentAt = Date.now();
        const answer = await send(url, init);
        const { status, headers } = answer;
        if (status < 400) return answer;
        const request = `${init.method} ${url.pathname}`;
        const page = readHtml(await answer.text());
        const text = textOf(page.querySelector('main') ?? page);
        const tookMs = Date.now() - sentAt;
        const retryAfter = headers.get('retry-after');
        refused.push({ status, request, text, retryAfter, tookMs, begunAt });
        throw new Error(`${status} for ${request}: ${text.slice(0, 300)}`);
      });
      await runFlow(browser, turn).catch((error: unknown) => failures.push(String(error)));
      flows += 1;
      close();
    }
  }
  const all = Promise.all(Array.from({ length: AT_ONCE }, comeAndGo));
  return {
    outcome,
    async leave() {
      closing.abort();
      await all;
      return outcome();
    },
  };
}

/** To the proxy, on connections like a household's. @param address Below 127.0.0.0/8, of whoever comes. */
export function openWay(publicUrl: string, ca: string, address: string) {
  const agent = new https.Agent({
    keepAlive: true,
    ca,
    lookup: toThisMachine,
    localAddress: address,
    autoSelectFamily: false,
  });
  return { send: sendTo(publicUrl, agent), close: () => agent.destroy() };
}

/** All of 127.0.0.0/8 is this machine: Caddy sees as many addresses as it would of the world. */
function addressOf(turn: number): string {
  return `127.1.0.${1 + (Math.floor(turn / FLOWS_PER_ADDRESS) % 250)}`;
}

const toThisMachine: LookupFunction = (_name, _options, found) => found(null, '127.0.0.1', 4);

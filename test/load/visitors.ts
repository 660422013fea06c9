/** Visitors all the while: each a browser of its own, a few from each address, and not as fast as they can. */
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Browser } from '../support/browser.ts';
import { sendTo } from '../support/raw.ts';
import { runFlow } from './flows.ts';

const AT_ONCE = 24;
/** Fewer than the forty of a class, who are promised to get through. */
const FLOWS_PER_ADDRESS = 30;
const LONGEST_PAUSE_MS = 250;

export interface Outcome {
  readonly flows: number;
  readonly requests: number;
  readonly failures: readonly string[];
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
  const outcome = () => ({ flows, requests, failures });

  /** One visitor after the other, on a connection like a household's. */
  async function comeAndGo(): Promise<void> {
    while (!closing.signal.aborted) {
      const turn = begun;
      begun += 1;
      const agent = new https.Agent({
        keepAlive: true,
        ca,
        lookup: toThisMachine,
        localAddress: addressOf(turn),
        autoSelectFamily: false,
      });
      const send = sendTo(publicUrl, agent);
      const browser = new Browser(publicUrl, async (url, init) => {
        await wait(Math.random() * LONGEST_PAUSE_MS);
        requests += 1;
        const answer = await send(url, init);
        if (answer.status < 400) return answer;
        const text = (await answer.text()).replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 300);
        throw new Error(`${answer.status} for ${init.method} ${url.pathname}: ${text}`);
      });
      await runFlow(browser, turn).catch((error: unknown) => failures.push(String(error)));
      flows += 1;
      agent.destroy();
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

/** All of 127.0.0.0/8 is this machine: Caddy sees as many addresses as it would of the world. */
function addressOf(turn: number): string {
  return `127.1.0.${1 + (Math.floor(turn / FLOWS_PER_ADDRESS) % 250)}`;
}

const toThisMachine: LookupFunction = (_name, _options, found) => found(null, '127.0.0.1', 4);

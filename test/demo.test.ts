import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Grant } from '../src/grants/grant.ts';
import { openDemo } from './support/demo.ts';
import { findFreePort } from './support/ports.ts';

async function countServers(): Promise<number> {
  await setTimeout(50); // what is closed goes at the end of a turn
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
}

describe('A demo that cannot start', () => {
  it('leaves nothing open where its port is taken', async () => {
    const port = await findFreePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const before = await countServers();

    await expect(openDemo({ PORT: String(port) })).rejects.toThrow('EADDRINUSE');

    const after = await countServers();
    other.close();
    expect(after).toBeLessThanOrEqual(before); // what a file before has closed may go meanwhile
  });

  it('leaves nothing open where a grant breaks as its page is made', async () => {
    const broken: Pick<Grant, 'slug'> = {
      get slug(): string {
        throw new Error('broken');
      },
    };
    const before = await countServers();

    await expect(openDemo({}, {}, { grants: [broken as Grant] })).rejects.toThrow('broken');

    expect(await countServers()).toBeLessThanOrEqual(before);
  });
});

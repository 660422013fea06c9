import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { pack, unpack } from '../../src/storage/packing.ts';

/** As a run is: the same few words again and again. */
const LONG = { exchanges: Array.from({ length: 1_000 }, (_, n) => ({ n, url: 'https://x/2.0' })) };

describe('How a value is written down', () => {
  it.each([{ n: 1 }, { text: 'é 漢 \u0000' }, LONG])('brings the same value back', (value) => {
    expect(unpack(pack(value))).toEqual(value);
  });

  it('is compressed where it is long, and as it is where that is not worth it', () => {
    const token = { authorizationId: 'x'.repeat(500) };

    expect(pack(LONG).length).toBeLessThan(JSON.stringify(LONG).length / 5);
    expect(pack(token)).toHaveLength(1 + JSON.stringify(token).length);
  });

  it('R06 cannot be blown up: a few bytes that would become 40 MB are refused', () => {
    const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
    const large = brotliCompressSync(Buffer.alloc(40_000_000, '['), quick);
    const bomb = Buffer.concat([Buffer.of(1), large]);

    expect(bomb.length).toBeLessThan(1_000);
    expect(() => unpack(bomb)).toThrow(/larger than/);
  });

  it('R06 leaves what is larger than that as it is: it can be read again', () => {
    const huge = { text: 'x'.repeat(33 * 1024 * 1024) };

    expect(unpack(pack(huge))).toEqual(huge);
  });
});

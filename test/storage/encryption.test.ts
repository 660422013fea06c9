import { describe, expect, it } from '@jest/globals';
import { createEncryption } from '../../src/storage/encryption.ts';

const SECRET = 'a secret of at least thirty-two characters';
const PLACE = 'grants:sessions:a';

describe('Encryption of what is stored', () => {
  const encryption = createEncryption([SECRET]);

  it('opens what it closed, in the place that it was closed for', () => {
    expect(encryption.decrypt(encryption.encrypt({ n: 1 }, PLACE), PLACE)).toEqual({ n: 1 });
  });

  it.each(['grants:sessions:b', 'grants:runs:a', 'grants:sessions', ''])(
    'opens as nothing in another place: %j',
    (elsewhere) => {
      expect(encryption.decrypt(encryption.encrypt({ n: 1 }, PLACE), elsewhere)).toBeUndefined();
    },
  );

  it('opens as nothing with another secret', () => {
    const encrypted = createEncryption([SECRET.toUpperCase()]).encrypt({ n: 1 }, PLACE);

    expect(encryption.decrypt(encrypted, PLACE)).toBeUndefined();
  });

  it('opens what an earlier secret closed, and closes with the first alone', () => {
    const newer = SECRET.toUpperCase();
    const both = createEncryption([newer, SECRET]);

    expect(both.decrypt(encryption.encrypt({ n: 1 }, PLACE), PLACE)).toEqual({ n: 1 });
    expect(both.decrypt(encryption.encrypt({ n: 1 }, PLACE), `${PLACE}b`)).toBeUndefined();
    expect(encryption.decrypt(both.encrypt({ n: 1 }, PLACE), PLACE)).toBeUndefined();
    const alone = createEncryption([newer]);
    expect(alone.decrypt(both.encrypt({ n: 1 }, PLACE), PLACE)).toEqual({ n: 1 });
  });

  it.each([
    ['as it is', { n: 1 }, 'bItj6L5nh33e5aWza/cm+IP3P52oFXBv3QEkEE95fuvA5EDM'],
    [
      'compressed',
      { text: 'x'.repeat(5_000) },
      'S+T2GZjJLCJmqZu9vuGuJB/Lni1dcQHC3NeBp4UGYzd991u80mUHGp8ELVCZzoYfPsleNWLGFwvSICw+tvpmYvER8VhtisyADw==',
    ],
  ])('opens what an earlier version closed, %s', (_how, value, encrypted) => {
    expect(encryption.decrypt(encrypted, PLACE)).toEqual(value);
  });

  it('opens as nothing where a byte was changed, left out or added', () => {
    const bytes = Buffer.from(encryption.encrypt({ n: 1 }, PLACE), 'base64');
    const changed = bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));

    for (const one of [changed, bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(0)])]) {
      expect(encryption.decrypt(Buffer.from(one).toString('base64'), PLACE)).toBeUndefined();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(
        encryption.decrypt(bytes.subarray(0, length).toString('base64'), PLACE),
      ).toBeUndefined();
    }
    expect(encryption.decrypt('not base64 at all, é', PLACE)).toBeUndefined();
  });

  it('shows nothing of the value, compressed or not, and is never the same twice', () => {
    for (const value of [{ token: 'canary' }, { token: 'canary', more: 'x'.repeat(5_000) }]) {
      const [one, two] = [encryption.encrypt(value, PLACE), encryption.encrypt(value, PLACE)];

      expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('canary');
      expect(one).not.toBe(two);
    }
  });
});

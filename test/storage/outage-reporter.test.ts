import { describe, expect, it } from '@jest/globals';
import { createOutageReporter } from '../../src/storage/outage-reporter.ts';
import { describeRedisFault } from '../../src/storage/redis-faults.ts';

function open() {
  const said: string[] = [];
  const outage = createOutageReporter(
    { onLost: (reason) => void said.push(reason), onBack: () => void said.push('back') },
    false,
  );
  return { said, outage };
}

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const wrongPassword = new Error('WRONGPASS invalid username-password pair or user is disabled.');

describe('An outage of Redis', () => {
  it('is said once, however often it is tried, and so is its end', () => {
    const { said, outage } = open();

    outage.end();
    outage.begin(new Error('Socket closed unexpectedly'));
    for (let count = 0; count < 5; count += 1) outage.begin(refused);
    outage.end();
    outage.end();
    outage.begin(refused);

    expect(said).toEqual(['the connection broke off', 'back', 'no connection (ECONNREFUSED)']);
  });

  it('is said once more where it turns out to be of the kind that somebody has to mend', () => {
    const { said, outage } = open();

    for (const error of [refused, wrongPassword, refused, wrongPassword]) outage.begin(error);

    expect(said).toEqual([
      'no connection (ECONNREFUSED)',
      'REDIS_URL holds a wrong user name or password, or none',
    ]);
  });

  it('is none once it is closed: what is broken off then, and what answers late, says nothing', () => {
    const { said, outage } = open();

    outage.close();
    outage.begin(refused);
    outage.begin(wrongPassword);
    outage.end();

    expect(said).toEqual([]);
  });

  it('that lasts until the close does not seem to end with it', () => {
    const { said, outage } = open();

    outage.begin(refused);
    outage.close();
    outage.end();

    expect(said).toEqual(['no connection (ECONNREFUSED)']);
  });
});

describe('A fault of Redis', () => {
  it('is told without what was sent, which an old Redis repeats', () => {
    const echo = 'ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `s3cret`';

    expect(describeRedisFault(new Error(echo), false).reason).toBe('it refuses (ERR)');
  });

  it.each([
    ['MISCONF Redis is configured to save RDB snapshots', 'it refuses (MISCONF)'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'its memory is full'],
    ["NOPERM User x has no permissions to run the 'eval' command", 'the user of REDIS_URL may not'],
    ['NOAUTH Authentication required.', 'REDIS_URL holds a wrong user name or password, or none'],
    ['Unknown RESP type 72 "H"', 'the connection broke off'],
  ])('is told in our words: %s', (message, words) => {
    expect(describeRedisFault(new Error(message), false).reason).toContain(words);
  });
});

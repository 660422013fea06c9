/** What the command line of the sandbox refuses, asked of its parser: `cli.test.ts` has some of it through the process. */
import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../../src/process/program-options.ts';
import { readOptions } from '../../../src/sandbox/standalone/command-line.ts';

describe('Options of the command', () => {
  it.each([
    [['--port', '80000'], /--port is "80000"; it must be a whole number from 0 to 65535/],
    [['--port', '-1'], /--port/],
    [['--era', 'future'], /--era is "future"; it must be current or legacy/],
    [['--public-url', 'http://x.test/path'], /--public-url is .* without a path/],
    [['--callback', 'nowhere'], /--callback is "nowhere"/],
    [['--refresh-grace', 'long'], /--refresh-grace is "long"/],
    [['--reuse-lock', '-1'], /--reuse-lock/],
    [['--anonymous', 'maybe'], /--anonymous is "maybe"; it must be answer or refuse/],
    [['--removed-list', '403'], /--removed-list is "?403"?; it must be 410 or 404/],
    [['--pkce', 'plain'], /--pkce is "plain"; it must be verify or strict or ignore/],
    [['--host', '0.0.0.0'], /--host is "0\.0\.0\.0", where others .* give it a --control-token/],
    [['--host', '::'], /--host is "::", where others/],
    [['stray'], /Unexpected argument 'stray'/],
  ])('are refused where they are %j, in one sentence', (args, message) => {
    const read = () => readOptions(['--port', '0', ...args]);

    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^[^\n]+$/);
  });
});

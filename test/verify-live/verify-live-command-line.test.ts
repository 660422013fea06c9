import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../src/process/program-options.ts';
import { HELP, readArguments } from '../../src/verify-live/command-line.ts';

describe('The options of npm run verify-live', () => {
  it('asks, uses a browser and writes its report here, unless told otherwise', () => {
    expect(readArguments([])).toMatchObject({
      yes: false,
      'no-browser': false,
      report: 'verify-live-report.md',
    });
    expect(readArguments(['--yes', '--no-browser', '--report', 'x.md'])).toMatchObject({
      yes: true,
      'no-browser': true,
      report: 'x.md',
    });
  });

  it.each([[['--nothing']], [['--report']], [['word']], [['--yes=no']]])(
    'says in one line what is wrong with %j, without a trace',
    (args) => {
      let message = '';
      try {
        readArguments(args);
      } catch (error) {
        message = error instanceof UsageError ? error.message : '';
      }
      expect(message).toMatch(/^[^\n]+ npm run verify-live -- --help lists the options\.$/);
    },
  );

  it('names every option that it takes, and how to try the sandbox', () => {
    for (const name of Object.keys(readArguments([]))) expect(HELP).toContain(`--${name}`);
    expect(HELP).toContain('BITBUCKET_API_URL');
  });
});

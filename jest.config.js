import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

export const common = {
  transform: {}, // what is loaded is Node's own business, see `test/runner`; tsx reads TypeScript
  testEnvironment: '<rootDir>/test/runner/environment.ts',
  testRunner: '<rootDir>/test/runner/framework.ts',
};

/** They go through every combination, or wait for processes and clocks: `npm run test:thorough`. */
export const THOROUGH = {
  unit: [
    'ci/parts.test.ts',
    'export/replay.test.ts',
    'mistakes/every-mistake.test.ts',
    'mistakes/server-trouble.test.ts',
    'oauth/a-thousand-runs.test.ts',
    'packaging/image-command.test.ts',
    'pages/stage/notes.test.ts',
    'process/stopped-with-time.test.ts',
    'reliability/',
    'sandbox/filled-up.test.ts',
    'security/canary.test.ts',
    'security/hostile-token-answers.test.ts',
    'security/many-passwords-at-once.test.ts',
    'snippets/express.test.ts',
    'snippets/page-commands.test.ts',
    'stage/explore-each-call.test.ts',
    'stage/share-of-calls.test.ts',
    'stage/weight.test.ts',
    'web/every-way-to-an-error.test.ts',
    'web/rotation-in-two-processes.test.ts',
    'wire/connection.test.ts',
  ],
  browser: ['browser/thorough/'],
};
const inTests = (paths) => paths.map((path) => `<rootDir>/test/${path}`);

/** What they need comes with the first `npm test`: see `test/checks`. */
const isInstalled = (name) => existsSync(new URL(`./test/${name}/node_modules`, import.meta.url));
export const hasBrowser = isInstalled('browser');

export default {
  testTimeout: 30_000,
  // Tests wait a third of their time, for a browser or a process. Jest takes no percentage over a hundred.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        ...['browser', 'container', 'load', 'other-browsers', 'package', 'snippets/programs'].map(
          (folder) => `<rootDir>/test/${folder}/`,
        ),
        ...inTests(THOROUGH.unit),
        ...(isInstalled('clients') ? [] : inTests(['clients/'])),
      ],
      globalSetup: '<rootDir>/test/support/build.setup.ts',
    },
    hasBrowser && {
      ...common,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...inTests(THOROUGH.browser)],
      globalSetup: '<rootDir>/test/browser/chromium.setup.ts',
    },
  ].filter(Boolean),
};

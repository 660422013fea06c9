/** What is checked apart from `npm test`, for it takes its time: `npm run test:package` and so on. */
import { THOROUGH, common, hasBrowser } from './jest.config.js';

const project = (name, setup = 'support/build', paths = [`${name}/`]) => ({
  ...common,
  displayName: name,
  testMatch: paths.map((path) => `<rootDir>/test/${path.replace(/\/$/, '/**/*.test.ts')}`),
  globalSetup: `<rootDir>/test/${setup}.setup.ts`,
});

export default {
  testTimeout: 120_000,
  maxWorkers: 1, // one load at a time
  projects: [
    project('package'),
    project('load'),
    {
      ...project('container', 'container/missing'),
      globalTeardown: '<rootDir>/test/container/store.teardown.ts',
    },
    project('other-browsers', 'other-browsers/missing'),
    project('snippets', 'snippets/missing', ['snippets/programs/']),
    project('thorough', 'support/build', THOROUGH.unit),
    hasBrowser && project('every-page', 'browser/chromium', THOROUGH.browser),
  ].filter(Boolean),
};

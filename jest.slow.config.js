/** What is checked apart from `npm test`, for it takes its time: `npm run test:package` and so on. */
import { common } from './jest.config.js';

const project = (name, setup = 'support/build', folder = name) => ({
  ...common,
  displayName: name,
  testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
  globalSetup: `<rootDir>/test/${setup}.setup.ts`,
});

export default {
  testTimeout: 120_000,
  maxWorkers: 1, // one load at a time
  projects: [
    project('package'),
    project('load'),
    project('other-browsers', 'other-browsers/missing'),
    project('snippets', 'snippets/missing', 'snippets/programs'),
  ],
};

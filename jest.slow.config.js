/** What is checked apart from `npm test`, for it takes its time: `npm run test:package`, `npm run test:load`. */
import { common } from './jest.config.js';

const project = (name) => ({
  ...common,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  globalSetup: '<rootDir>/test/support/build.setup.ts',
});

export default {
  testTimeout: 120_000,
  maxWorkers: 1, // one load at a time
  projects: ['package', 'load', 'other-browsers'].map(project),
};

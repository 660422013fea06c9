export const common = {
  transform: {}, // what is loaded is Node's own business, see `test/runner`; tsx reads TypeScript
  testEnvironment: '<rootDir>/test/runner/environment.ts',
  testRunner: '<rootDir>/test/runner/framework.ts',
};

export default {
  testTimeout: 30_000,
  maxWorkers: '100%', // one less by default: on two cores, that leaves one idle
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        ...['browser', 'load', 'other-browsers', 'package'].map(
          (folder) => `<rootDir>/test/${folder}/`,
        ),
      ],
      globalSetup: '<rootDir>/test/support/build.setup.ts',
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/test/browser/chromium.setup.ts',
    },
  ],
};

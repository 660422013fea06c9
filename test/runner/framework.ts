/** Jest's own framework, with everything that it reports; but a test file is loaded by Node itself. */
import async from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { default: run } = require('jest-circus/runner') as {
  default: (...args: unknown[]) => Promise<unknown>;
};

/**
 * The framework makes one of these for each test file, and never ends it: Node would copy the stores of all
 * files before at each promise. All files of a process share this one: on Node 20, since 24 copies none, and lets
 * nobody replace the class.
 */
const storage = new async.AsyncLocalStorage();
const { AsyncLocalStorage } = async;

/** What the framework asks of jest's runtime. */
const runtime = {
  /** The framework's state of one test file: made anew for each. */
  requireInternalModule(file: string): unknown {
    delete require.cache[file];
    Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'));
    Reflect.set(async, 'AsyncLocalStorage', function shared() {
      return storage;
    });
    try {
      return require(file);
    } finally {
      Reflect.set(async, 'AsyncLocalStorage', AsyncLocalStorage);
    }
  },
  requireModule: require,
  setGlobalsForRuntime: () => undefined, // they are `globalThis`’s, too: `injectGlobals`
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (file: string): Promise<unknown> => import(pathToFileURL(file).href),
  enterTestCode: () => undefined,
  leaveTestCode: () => undefined,
};

export default function runTestFile(
  globalConfig: unknown,
  config: unknown,
  environment: unknown,
  _runtime: unknown,
  testPath: string,
  tellJest: unknown,
): Promise<unknown> {
  return run(globalConfig, config, environment, runtime, testPath, tellJest);
}

/**
 * What jest calls an environment: here it is Node as it is, and not a context of its own per test file, in
 * which each would link the whole app, and warm it up, again. What a file changes is put back after it. Own
 * code, and not the library jest-light-runner (0.7.13, 0.8.2), which knows no timeout of a test, and nothing
 * of what is thrown later.
 */
import { ModuleMocker } from 'jest-mock';
import { SharedState } from './shared-state.ts';

const OUR_FRAMES = /^.*[\\/]test[\\/]runner[\\/].*\n?/gm;

interface TestEvent {
  readonly name: string;
  readonly asyncError?: Error;
}

export default class PlainNode {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly #before = {
    env: { ...process.env },
    exit: Reflect.get(process, 'exit') as unknown,
    console,
  };
  #loaded: SharedState | undefined;

  constructor() {
    const { moduleMocker: mocks } = this;
    const jest = {
      fn: mocks.fn.bind(mocks),
      spyOn: mocks.spyOn.bind(mocks),
      restoreAllMocks: () => mocks.restoreAllMocks(),
    };
    Object.assign(globalThis, { jest });
  }

  /** Jest has installed source maps of its own just before, which know nothing of what Node loads. */
  async setup() {
    Reflect.deleteProperty(Error, 'prepareStackTrace');
  }

  async teardown() {
    const { env, exit, console } = this.#before;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    Object.assign(process, { exit });
    Object.assign(globalThis, { console });
  }

  handleTestEvent({ name, asyncError }: TestEvent, state: { unhandledErrors: unknown[] }) {
    // What modules bring along when they are loaded stays, as they do.
    if (name === 'run_start') this.#loaded = new SharedState();
    if (name === 'run_finish') {
      this.moduleMocker.restoreAllMocks();
      const left = this.#loaded?.putBack() ?? [];
      if (left.length > 0) state.unhandledErrors.push(new Error(tell(left)));
    }
    // What took too long is shown at its line in the test, not at ours between.
    if (asyncError?.stack !== undefined)
      asyncError.stack = asyncError.stack.replace(OUR_FRAMES, '');
  }

  exportConditions() {
    return ['node'];
  }

  getVmContext() {
    return null;
  }
}

function tell(left: readonly string[]): string {
  return `The tests of this file leave to the next one: ${left.join(', ')}.`;
}

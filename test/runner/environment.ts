/**
 * What jest calls an environment: here it is Node as it is, and not a context of its own per test file, in
 * which each would link the whole app, and warm it up, again. What a file changes is put back after it.
 */
import { ModuleMocker } from 'jest-mock';

const OUR_FRAMES = /^.*[\\/]test[\\/]runner[\\/].*\n?/gm;

export default class PlainNode {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly #before = {
    env: { ...process.env },
    exit: Reflect.get(process, 'exit') as unknown,
    console,
  };

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

  /** The spies are taken back by jest itself. */
  async teardown() {
    const { env, exit, console } = this.#before;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    Object.assign(process, { exit });
    Object.assign(globalThis, { console });
  }

  /** What took too long is shown at its line in the test, not at ours between. */
  handleTestEvent(event: { readonly name: string; readonly asyncError?: Error }) {
    if (event.asyncError?.stack === undefined) return;
    event.asyncError.stack = event.asyncError.stack.replace(OUR_FRAMES, '');
  }

  exportConditions() {
    return ['node'];
  }

  getVmContext() {
    return null;
  }
}

/**
 * What `@jest/globals` exports. Jest makes these anew for each test file; a module that was loaded for the
 * first file, and serves the next, must reach those of the file that runs.
 */
function current(name: string): unknown {
  const reach = () => Reflect.get(globalThis, name) as (...args: unknown[]) => unknown;
  return new Proxy(() => undefined, {
    apply: (_target, _this, args: unknown[]) => reach()(...args),
    get: (_target, key) => Reflect.get(reach(), key) as unknown,
  });
}

export const afterAll = current('afterAll');
export const afterEach = current('afterEach');
export const beforeAll = current('beforeAll');
export const beforeEach = current('beforeEach');
export const describe = current('describe');
export const expect = current('expect');
export const it = current('it');
export const jest = current('jest');

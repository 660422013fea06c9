/** What test files share besides their modules, and are not to change: globals, the folder, who listens to the process. */
type Listener = (...args: unknown[]) => void;

export class SharedState {
  readonly #globals = readGlobals();
  readonly #folder = process.cwd();
  readonly #listeners = readListeners();

  /** @returns What was not as it had been. */
  putBack(): string[] {
    return [...this.#putGlobalsBack(), ...this.#goBack(), ...this.#removeListeners()];
  }

  #putGlobalsBack(): string[] {
    const now = readGlobals();
    const names = [...new Set([...this.#globals.keys(), ...now.keys()])];
    const changed = names.filter((name) => isChanged(this.#globals.get(name), now.get(name)));
    for (const name of changed) {
      const before = this.#globals.get(name);
      if (before) Object.defineProperty(globalThis, name, before);
      else Reflect.deleteProperty(globalThis, name);
    }
    return changed.map((name) => `globalThis.${name}`);
  }

  #goBack(): string[] {
    const folder = process.cwd();
    if (folder === this.#folder) return [];
    process.chdir(this.#folder);
    return [`the working directory ${folder}`];
  }

  #removeListeners(): string[] {
    return [...readListeners()].flatMap(([event, listeners]) => {
      const before = this.#listeners.get(event) ?? [];
      const added = listeners.filter((one) => !before.includes(one));
      for (const one of added) process.off(event, one);
      return added.map(() => `a listener of the process for ${event}`);
    });
  }
}

function readGlobals(): Map<string, PropertyDescriptor> {
  return new Map(Object.entries(Object.getOwnPropertyDescriptors(globalThis)));
}

/** Many of Node's own are made when they are first read: a value stands then where it was to come from. */
function isChanged(before?: PropertyDescriptor, now?: PropertyDescriptor): boolean {
  if (!before || !now) return before !== now;
  return before.get === undefined && !Object.is(before.value, now.value);
}

/** Who waits for the end is no concern of the next file: a library that writes a log does so at its first line. */
const AT_THE_END = new Set(['exit', 'beforeExit']);

function readListeners(): Map<string, Listener[]> {
  const names = process.eventNames().filter((name) => typeof name === 'string');
  const events = names.filter((name) => !AT_THE_END.has(name));
  return new Map(events.map((event) => [event, process.rawListeners(event) as Listener[]]));
}

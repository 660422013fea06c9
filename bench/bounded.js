/** A Map that forgets the oldest, at the same cost however many there were. */
export class Bounded extends Map {
  #most;
  // Beside the Map: its own `keys().next()` has to step over everything that was ever deleted.
  #keys = [];
  #next = 0;

  constructor(most) {
    super();
    this.#most = most;
  }

  set(key, value) {
    if (this.has(key)) return super.set(key, value);
    const oldest = this.#keys[this.#next];
    if (oldest !== undefined) this.delete(oldest);
    this.#keys[this.#next] = key;
    this.#next = (this.#next + 1) % this.#most;
    return super.set(key, value);
  }
}

/** Makes what follows from a thing once for each, and forgets it together with the thing. */
export function memoizeByObject<K extends object, V>(make: (thing: K) => V): (thing: K) => V {
  const made = new WeakMap<K, { value: V }>();
  return (thing) => {
    let known = made.get(thing);
    if (!known) made.set(thing, (known = { value: make(thing) }));
    return known.value;
  };
}

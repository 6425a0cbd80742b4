/** Who looks at what: the pages are told which piece changed, and nothing else is drawn again. */
export type Watchers<Key> = {
  /** @returns what ends it */
  watch(key: Key, changed: () => void): () => void;
  tell(key: Key): void;
};

export function createWatchers<Key>(): Watchers<Key> {
  const all = new Map<Key, Set<() => void>>();
  return {
    watch(key, changed) {
      const known = all.get(key) ?? new Set();
      all.set(key, known);
      known.add(changed);
      return () => {
        known.delete(changed);
        if (known.size === 0 && all.get(key) === known) all.delete(key);
      };
    },
    tell(key) {
      for (const changed of [...(all.get(key) ?? [])]) changed();
    },
  };
}

/** One value that is looked at. */
export type Cell<Value> = {
  get(): Value;
  set(value: Value): void;
  watch(changed: () => void): () => void;
};

export function createCell<Value>(first: Value): Cell<Value> {
  const { watch, tell } = createWatchers<'value'>();
  let value = first;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      tell('value');
    },
    watch: changed => watch('value', changed),
  };
}

/** The latest value of something that changes, and a way to hear of changes. It knows no React; tests make their own. */
export interface Feed<T> {
  /** The same object until it changes. */
  current(): T;
  /** @returns a function that stops the calls. */
  subscribe(onChange: () => void): () => void;
}

/** A feed that is told its value. */
export interface ToldFeed<T> extends Feed<T> {
  tell(value: T): void;
}

export function createFeed<T>(first: T): ToldFeed<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    current: () => value,
    tell: (next) => {
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

type MaybeUndefined<T> =
  | { readonly [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) }
  | MissingToo<T>;
type MissingToo<T> = {
  readonly [K in keyof T as Record<never, never> extends Pick<T, K> ? K : never]?: T[K] | undefined;
} & { readonly [K in keyof T as Record<never, never> extends Pick<T, K> ? never : K]: T[K] };

/** The same without the fields that are undefined. */
export function given<T extends object>(fields: MaybeUndefined<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

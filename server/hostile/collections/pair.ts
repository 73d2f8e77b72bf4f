/** A hostile input and a harmless one of the same kind, which must be accepted: a door that refuses everything is no defence. */
export interface Pair<T = string> {
  readonly name: string;
  readonly hostile: T;
  readonly twin: T;
}

/** One pair for each hostile input; names are made of the family and a number. */
export function family<T>(name: string, twin: T, hostile: readonly T[]): readonly Pair<T>[] {
  return hostile.map((one, index) => ({ name: `${name} ${index + 1}`, hostile: one, twin }));
}

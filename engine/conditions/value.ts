/** What an answer, a fact or a variable may hold. Always plain JSON. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

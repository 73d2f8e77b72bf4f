import { useQuery } from "@tanstack/react-query";
import { cannedQuery, colleaguesQuery } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import type { Suggestion } from "./Suggest.tsx";

const MOST = 8;

export interface Suggesting {
  readonly suggestions: readonly Suggestion[];
  /** Where in the text the slash or the @ stands. */
  readonly from: number;
}

const NONE: Suggesting = { suggestions: [], from: 0 };

/** What fits behind the slash (in replies) or the @ (in notes) before the cursor. */
export function useSuggestions(text: string, cursor: number, note: boolean): Suggesting {
  const { api } = useParts();
  const { person } = useMe();
  const [, sign, typed = ""] = /(?:^|\s)([/@])([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, cursor)) ?? [];
  const canned = useQuery({ ...cannedQuery(api), enabled: sign === "/" && !note }).data?.data ?? [];
  const people = useQuery({ ...colleaguesQuery(api), enabled: note }).data ?? [];
  const from = cursor - typed.length - 1;
  const wanted = typed.toLowerCase();
  if (sign === "/" && !note) {
    const fitting = canned.filter(({ short }) => short.toLowerCase().includes(wanted));
    const suggestions = fitting.map(({ short, text: full }) => ({
      id: short,
      title: `/${short}`,
      text: full,
    }));
    return { suggestions: suggestions.slice(0, MOST), from };
  }
  if (sign !== "@" || !note) return NONE;
  const fitting = people.filter(({ id, name }) => id !== person.id && name.toLowerCase().includes(wanted));
  return { suggestions: fitting.slice(0, MOST).map(({ id, name }) => ({ id, title: name })), from };
}

import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "react-router";
import { ownInboxQuery } from "../api/queries.ts";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useWords } from "../words/words.ts";

/** The searches that a person has saved. */
export function Views() {
  const say = useWords();
  const views = useQuery(ownInboxQuery(useParts().api)).data?.views ?? [];
  const { pathname, search } = useLocation();
  const open = pathname.startsWith("/inbox/search") ? new URLSearchParams(search).get("q") : null;
  if (views.length === 0) return null;
  return (
    <>
      <h2>{say("nav.views")}</h2>
      {views.map((view) => (
        <Link
          key={view.name}
          to={searchPath(view.search)}
          className={open === view.search ? "side-entry active" : "side-entry"}
          aria-current={open === view.search ? "page" : undefined}
        >
          <Icon name="filter" />
          <span dir="auto">{view.name}</span>
        </Link>
      ))}
    </>
  );
}

/** Where what a search finds is shown. */
export function searchPath(q: string): string {
  return `/inbox/search?${new URLSearchParams({ q })}`;
}

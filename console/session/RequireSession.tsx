import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { CodesFirst } from "../account/CodesFirst.tsx";
import { keys, meQuery } from "../api/queries.ts";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { MeContext } from "./me.ts";

/** Shows its children to people who are logged in; others go to the log in page and come back here afterwards. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  const { api, client } = useParts();
  const me = useQuery(meQuery(api));
  const { pathname, search } = useLocation();
  if (me.isPending) return <Loading what="your session" rows={1} />;
  if (me.data === undefined) {
    return <Failure what="The console did not start." error={me.error} onRetry={() => void me.refetch()} />;
  }
  if (me.data === null) {
    // The first answer is "nobody" for who comes in; a later one means that a session was there and is gone.
    const over = (client.getQueryState(keys.me)?.dataUpdateCount ?? 0) > 1;
    const query = new URLSearchParams({ back: pathname + search, ...(over ? { over: "yes" } : {}) });
    return <Navigate to={`/login?${query.toString()}`} replace />;
  }
  return <MeContext value={me.data}>{me.data.totp === "required" ? <CodesFirst /> : children}</MeContext>;
}

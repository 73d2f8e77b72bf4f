import { createContext, useContext } from "react";
import type { Me } from "../../server/wire/rep.ts";

export const MeContext = createContext<Me | undefined>(undefined);

/** Who is logged in. Only below `RequireSession`. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe is called outside of RequireSession");
  return me;
}

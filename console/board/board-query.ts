import { queryOptions } from "@tanstack/react-query";
import type { Api } from "../api/api.ts";

export const BOARD_KEY = ["board"] as const;
/** What the stream does not tell, such as that somebody went away, is seen after so long. */
const AGAIN_MS = 5_000;

export const boardQuery = (api: Api) =>
  queryOptions({ queryKey: BOARD_KEY, queryFn: () => api.board(), refetchInterval: AGAIN_MS });

import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import type { LogIn } from "../../server/wire/rep.ts";
import { keys } from "../api/queries.ts";
import { useParts } from "../parts.ts";

/** Logs in, then goes to where the person came from. */
export function useLogIn() {
  const { api, client } = useParts();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  return useMutation({
    mutationFn: async (how: LogIn) => {
      await api.logIn(how);
      return api.me();
    },
    onSuccess: (me) => {
      // What was shown to whoever was logged in before is not for this person.
      client.clear();
      client.setQueryData(keys.me, me);
      void navigate(safePath(query.get("back")), { replace: true });
    },
  });
}

/** A path of the console; anything else, such as another site's address, becomes its start. */
function safePath(path: string | null): string {
  return path?.startsWith("/") && !path.startsWith("//") ? path : "/";
}

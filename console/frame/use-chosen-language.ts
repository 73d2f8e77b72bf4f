import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ownInboxQuery } from "../api/queries.ts";
import { useParts } from "../parts.ts";

/** Speaks the language that the person has chosen, once the server has said which. */
export function useChosenLanguage(): void {
  const { api, words } = useParts();
  const language = useQuery(ownInboxQuery(api)).data?.language;
  useEffect(() => {
    if (language !== undefined) void words.changeLanguage(language);
    document.documentElement.lang = language ?? words.language;
  }, [language, words]);
}

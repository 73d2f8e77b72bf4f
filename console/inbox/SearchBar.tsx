import { ActionIcon, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { ownInboxQuery } from "../api/queries.ts";
import { searchPath } from "../frame/Views.tsx";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useActs } from "../shortcuts/use-acts.ts";
import { useWords } from "../words/words.ts";
import { SaveView } from "./SaveView.tsx";

interface SearchBarProps {
  /** What is searched for; undefined while a queue is shown. */
  readonly q: string | undefined;
  readonly count: number | undefined;
}

/** A button until somebody searches; then the search, which may be saved. */
export function SearchBar({ q, count }: SearchBarProps) {
  const say = useWords();
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q ?? "");
  const [saving, setSaving] = useState(false);
  const saved = useQuery(ownInboxQuery(useParts().api)).data?.views.find(({ search }) => search === q);
  useEffect(() => {
    setText(q ?? "");
    if (q === "") box.current?.focus();
  }, [q]);
  const begin = () => (q === undefined ? void navigate(searchPath("")) : box.current?.focus());
  useActs([{ key: "/", word: "key.search", run: begin }]);
  if (q === undefined) {
    return (
      <>
        {count !== undefined && <span className="meta figures">{count}</span>}
        <ActionIcon variant="subtle" size={32} aria-label={say("search.label")} onClick={begin}>
          <Icon name="search" />
        </ActionIcon>
      </>
    );
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void navigate(searchPath(text.trim()));
  };
  return (
    <div className="search-bar">
      <form onSubmit={submit}>
        <TextInput
          ref={box}
          size="xs"
          type="search"
          aria-label={say("search.label")}
          placeholder={say("search.placeholder")}
          maxLength={300}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") void navigate("/inbox/waiting");
          }}
        />
        {q !== "" && (
          <ActionIcon
            variant={saved ? "default" : "subtle"}
            size={28}
            aria-label={saved ? say("view.remove", { name: saved.name }) : say("search.save")}
            title={saved ? say("view.remove", { name: saved.name }) : say("search.save")}
            onClick={() => setSaving(true)}
          >
            <Icon name="filter" />
          </ActionIcon>
        )}
      </form>
      <SaveView opened={saving} onClose={() => setSaving(false)} search={q} />
    </div>
  );
}

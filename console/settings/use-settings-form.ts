import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SettingsView, SettingView } from "../../server/wire/settings.ts";
import { ApiProblem } from "../api/api-problem.ts";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { settingsKeys, settingsQuery } from "./settings-queries.ts";

/** Settings that are being changed; nothing is sent before `save`. */
export interface SettingsForm {
  readonly all: readonly SettingView[];
  /** Names, those of the file first. */
  readonly teams: readonly string[];
  setting(key: string): SettingView;
  /** As changed here, else as it is; null: not set. */
  value(key: string): unknown;
  /** Null takes the setting back. */
  change(key: string, value: unknown): void;
  /** Why the server did not take the value. */
  error(key: string): string | undefined;
  readonly changed: boolean;
  readonly busy: boolean;
  /** Saved, and not changed since. */
  readonly saved: boolean;
  /** Why nothing was saved, where that is not about one of the keys. */
  readonly trouble: unknown;
  save(): void;
  forget(): void;
  /** Takes settings back at once, without the other changes. */
  removeAll(keys: readonly string[], onDone: () => void): void;
}

/** The settings as the server has them; undefined `form` until they came. */
export function useSettings() {
  const { api } = useParts();
  return useQuery(settingsQuery(api));
}

type Edits = ReadonlyMap<string, unknown>;

export function useSettingsForm(view: SettingsView): SettingsForm {
  const { api, client } = useParts();
  const [edits, setEdits] = useState<Edits>(new Map());
  const save = useMutation<SettingsView, Error, Edits>({
    mutationFn: (set) => api.changeSettings({ version: view.version, set: asSent(set) }),
    onSuccess: (next) => {
      client.setQueryData(settingsKeys.settings, next);
      setEdits(new Map());
      refresh(client, keys.me);
    },
    onError: (error) => {
      noteLogOut(client, error);
      // What somebody else has set is shown beside one's own changes, which stay.
      if (error instanceof ApiProblem && error.code === "SETTINGS_STALE")
        refresh(client, settingsKeys.settings);
    },
  });
  const setting = (key: string): SettingView =>
    view.data.find((one) => one.key === key) ?? { key, value: null, source: "default" };
  const errors = save.error instanceof ApiProblem ? save.error.errors : [];
  const ofKeys = errors.filter(({ path }) => edits.has(path));
  return {
    all: view.data,
    teams: view.teams,
    setting,
    value: (key) => (edits.has(key) ? edits.get(key) : setting(key).value),
    change: (key, value) => {
      const next = new Map(edits);
      const { source, value: is } = setting(key);
      const same = value === null ? source === "default" : isSame(value, is ?? "");
      if (same) next.delete(key);
      else next.set(key, value);
      setEdits(next);
      if (save.isSuccess) save.reset();
    },
    error: (key) => errors.find(({ path }) => path === key)?.message,
    changed: edits.size > 0,
    busy: save.isPending,
    saved: save.isSuccess && edits.size === 0,
    trouble: ofKeys.length > 0 ? undefined : save.error,
    save: () => save.mutate(edits),
    removeAll: (gone, onDone) => save.mutate(new Map(gone.map((key) => [key, null])), { onSuccess: onDone }),
    forget: () => {
      setEdits(new Map());
      save.reset();
    },
  };
}

/** A field that was emptied is a setting that is taken back. */
function asSent(edits: Edits): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...edits].map(([key, value]) => [key, value === "" ? null : value]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

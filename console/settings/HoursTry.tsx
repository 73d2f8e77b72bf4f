import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { HoursTried } from "../../server/wire/settings.ts";
import { Trouble } from "../account/Trouble.tsx";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { settingsKeys } from "./settings-queries.ts";

interface HoursTryProps {
  /** As they stand in the form, saved or not. */
  readonly hours: unknown;
  readonly holidays: readonly string[];
  readonly zone: string;
}

const AGAIN_MS = 30_000;

/** Whether the team is open, now or at any time that is tried, with the hours as they stand in the form. */
export function HoursTry({ hours, holidays, zone }: HoursTryProps) {
  const { api } = useParts();
  const [at, setAt] = useState("");
  const kept = holidays.map((day) => day.trim()).filter((day) => day !== "");
  const asked = {
    ...(hours !== null && { hours }),
    holidays: kept,
    time_zone: zone,
    ...(at !== "" && { at: at.slice(0, 16) }),
  };
  const tried = useQuery({
    queryKey: [...settingsKeys.hours, asked],
    queryFn: () => api.tryHours(asked),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  return (
    <section className="hours-try" aria-label="Open?">
      <h2>{at === "" ? "Open now?" : "Open then?"}</h2>
      <div className="add-row">
        <TextInput
          type="datetime-local"
          label={`Try a time in ${zone}`}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <Button variant="default" disabled={at === ""} onClick={() => setAt("")}>
          Now
        </Button>
      </div>
      <div role="status">{tried.data && !tried.isError && <Found found={tried.data} />}</div>
      <Trouble error={tried.error} />
    </section>
  );
}

function Found({ found }: { readonly found: HoursTried }) {
  const { open, at, clock, closes_at: closes, opens_at: opens } = found;
  return (
    <>
      <p className={open ? "hours-found seen-fine" : "hours-found"}>
        <Icon name={open ? "check" : "clock"} />
        {open ? "Open" : "Closed"} on {wallInWords(at)}
      </p>
      <p>
        {open && (closes === undefined ? "It never closes." : `It closes on ${wallInWords(closes)}.`)}
        {!open && (opens === undefined ? "It never opens." : `It opens on ${wallInWords(opens)}.`)}
      </p>
      {clock === "skipped" && (
        <p className="meta">The clock jumps over that time in this night; the end of the jump was tried.</p>
      )}
      {clock === "twice" && (
        <p className="meta">That time comes twice in this night; the first one was tried.</p>
      )}
    </>
  );
}

/** "2026-03-29T03:00+02:00" as that clock's owner reads it, whatever the zone of the reader. */
function wallInWords(text: string): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const date = day.toLocaleDateString(undefined, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${date}, ${text.slice(11, 16)} (UTC${text.slice(16)})`;
}

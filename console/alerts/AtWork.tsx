import { Button, SegmentedControl, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Stance } from "../../server/wire/handoff.ts";
import { desksQuery } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { createAlerts } from "./alerts.ts";
import { browserBell } from "./browser-bell.ts";

const STANCES = [
  { value: "online", label: "Online" },
  { value: "busy", label: "Busy" },
  { value: "away", label: "Away" },
];

/** What one says of oneself at work, and whether this browser may call one. */
export function AtWork() {
  const { api } = useParts();
  const [alerts] = useState(() => createAlerts(browserBell));
  const [on, setOn] = useState(alerts.on());
  const [refused, setRefused] = useState(false);
  const { person } = useMe();
  const desks = useQuery(desksQuery(api));
  const kept = desks.data?.find((one) => one.person.id === person.id)?.stance;
  const desk = useMutation({ mutationFn: (stance?: Stance) => api.changeDesk(stance) });
  const turn = async () => {
    if (on) alerts.turnOff();
    const next = on ? false : await alerts.turnOn();
    setOn(next);
    setRefused(!on && !next);
  };
  return (
    <section aria-labelledby="at-work">
      <h2 id="at-work">At work</h2>
      <p className="meta">
        Visitors are given to you while you are online. After ten minutes without a sign of you, you are away.
      </p>
      <SegmentedControl
        aria-label="You are"
        data={STANCES}
        value={desk.variables ?? kept ?? "online"}
        onChange={(stance) => desk.mutate(stance as Stance)}
      />
      {desk.isError && <Text role="alert">That was not kept. Try again.</Text>}
      <p className="meta">
        This browser can show a notification and ring when a visitor waits for you. It never shows what they
        wrote.
      </p>
      <Button variant="default" aria-pressed={on} onClick={() => void turn()}>
        {on ? "Turn alerts off" : "Turn alerts on"}
      </Button>
      {refused && (
        <Text role="alert">The browser does not allow it. Allow notifications for this page first.</Text>
      )}
    </section>
  );
}

import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { InboxPage } from "../../server/wire/rep.ts";
import type { Shown } from "../frame/queues.ts";
import type { IconName } from "../look/Icon.tsx";
import { Empty } from "../look/States.tsx";
import { useMe } from "../session/me.ts";
import { useWords } from "../words/words.ts";

interface NoOneProps {
  readonly queue: Shown;
  readonly counts: InboxPage["counts"] | undefined;
}

const PLAIN = { team: "people", bot: "bot", closed: "check", mentions: "mention" } as const satisfies Partial<
  Record<Shown, IconName>
>;

/** Nobody stands in the list, and where they are instead. */
export function NoOne({ queue, counts }: NoOneProps) {
  const say = useWords();
  const { bot } = useMe().site;
  if (queue === "waiting") return <NobodyWaits talking={counts?.bot ?? 0} />;
  if (queue === "mine") return <NobodyMine waiting={counts?.waiting ?? 0} />;
  if (queue === "search" || queue === "snoozed") {
    return (
      <Empty icon={queue === "search" ? "search" : "clock"} title={say(`empty.${queue}`)}>
        {say(`empty.${queue}Hint`)}
      </Empty>
    );
  }
  return <Empty icon={PLAIN[queue]} title={say(`empty.${queue}`, { bot })} />;
}

function NobodyWaits({ talking }: { readonly talking: number }) {
  const say = useWords();
  const { bot } = useMe().site;
  return (
    <Empty icon="bolt" title={say("empty.waiting")}>
      {talking === 0 ? (
        say("empty.botIdle", { bot })
      ) : (
        <>
          {say("empty.botBusy", { bot, count: talking })}{" "}
          <Anchor component={Link} to="/inbox/bot" underline="always" inherit>
            {say("empty.watch")}
          </Anchor>
        </>
      )}
    </Empty>
  );
}

function NobodyMine({ waiting }: { readonly waiting: number }) {
  const say = useWords();
  return (
    <Empty icon="person" title={say("empty.mine")}>
      {waiting === 0 ? (
        say("empty.mineHint")
      ) : (
        <Anchor component={Link} to="/inbox/waiting" underline="always" inherit>
          {say("empty.mineWaiting", { count: waiting })}
        </Anchor>
      )}
    </Empty>
  );
}

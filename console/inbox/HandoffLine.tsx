import { Button } from "@mantine/core";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { Icon } from "../look/Icon.tsx";
import { useMe } from "../session/me.ts";
import { useWords } from "../words/words.ts";
import { useAnswerTransfer } from "./use-moves.ts";

/** Why somebody waits here and for whom, and what is passed on from one person to another. */
export function HandoffLine({ detail: { conversation } }: { readonly detail: InboxDetail }) {
  const say = useWords();
  const { person } = useMe();
  const answer = useAnswerTransfer(conversation.id);
  const { handoff, status, owner } = conversation;
  if (handoff?.transfer) {
    const { from, to, team, note } = handoff.transfer;
    const mine = from.id === person.id;
    const asked = to?.name ?? team ?? "";
    const asksMe = !mine && (to === undefined || to.id === person.id);
    return (
      <div className="moves-line handoff-line" role="status">
        <p dir="auto">
          {say(mine ? "transfer.waits" : "transfer.comes", { from: from.name, to: asked })}
          {note !== undefined && <span dir="auto"> “{note}”</span>}
        </p>
        {asksMe && (
          <Button size="sm" loading={answer.isPending} onClick={() => answer.mutate(true)}>
            {say("transfer.accept")}
          </Button>
        )}
        {(mine || asksMe) && (
          <Button variant="default" size="sm" onClick={() => answer.mutate(false)}>
            {say(mine ? "transfer.takeBack" : "transfer.decline")}
          </Button>
        )}
      </div>
    );
  }
  if (status !== "waiting" || owner || handoff?.why === undefined) return null;
  return (
    <p className="event" dir="auto">
      <Icon name="info" size={14} /> {handoff.why}
    </p>
  );
}

import { Button } from "@mantine/core";
import { useState } from "react";
import type { InboxDetail, Me } from "../../server/wire/rep.ts";
import { ApiProblem, inWords } from "../api/api-problem.ts";
import { Icon } from "../look/Icon.tsx";
import { outcomeInWords } from "../look/words.ts";
import { useMe } from "../session/me.ts";
import { CloseDialog } from "./CloseDialog.tsx";
import { Composer } from "./Composer.tsx";
import { ReturnDialog } from "./ReturnDialog.tsx";
import { useClaim } from "./use-moves.ts";

/** What the person may do with a conversation as it stands: only that is shown. */
export function Moves({ detail }: { readonly detail: InboxDetail }) {
  const me = useMe();
  const claim = useClaim(detail.conversation.id);
  const stand = standing(detail, me);
  return (
    <footer className="moves">
      {claim.isError && stand !== "mine" && (
        <p role="alert" className="notice notice-warm">
          <Icon name="info" />
          <span>{lostClaim(claim.error)}</span>
        </p>
      )}
      {stand === "mine" && <Mine detail={detail} claimed={!claim.isIdle} />}
      {stand === "open" && (
        <div className="moves-line">
          <p dir="auto">{openWords(detail, me)}</p>
          <Button loading={claim.isPending} onClick={() => claim.mutate()}>
            Claim
          </Button>
        </div>
      )}
      {stand === "read" && !claim.isError && (
        <p className="moves-line" dir="auto">
          {closedWords(detail, me)}
        </p>
      )}
    </footer>
  );
}

/** open: may be claimed. read: nothing may be done, because of the state or of the person's role. */
function standing({ conversation }: InboxDetail, { person }: Me): "mine" | "open" | "read" {
  const answers = person.role === "rep" || person.role === "admin";
  if (!answers || conversation.status === "ended") return "read";
  if (conversation.status === "human") return conversation.owner?.id === person.id ? "mine" : "read";
  return "open";
}

function openWords({ conversation: { name, status, reason } }: InboxDetail, { site }: Me): string {
  if (status === "waiting") return `${name} is waiting for a person.`;
  if (status === "parked") return `${site.bot} cannot go on${reason === undefined ? "." : `: ${reason}`}`;
  return `${site.bot} is talking with ${name}. Claim it to step in.`;
}

function closedWords({ conversation }: InboxDetail, { person, site }: Me): string {
  const { name, owner, outcome, status } = conversation;
  if (status === "ended")
    return outcome === undefined ? "This is over." : `Closed: ${outcomeInWords(outcome)}.`;
  if (status === "human" && owner) return `${owner.name} is talking with ${name}. You can read along.`;
  const who =
    status === "waiting" ? `${name} is waiting for a person.` : `${site.bot} is talking with ${name}.`;
  return person.role === "rep" || person.role === "admin" ? who : `${who} Your role reads only.`;
}

function lostClaim(error: Error): string {
  if (error instanceof ApiProblem && error.status === 409) {
    return error.owner === undefined
      ? "Somebody was faster. You can read along."
      : `${error.owner} claimed this just before you. You can read along.`;
  }
  return `The claim did not work. ${inWords(error)}`;
}

function Mine({ detail, claimed }: { readonly detail: InboxDetail; readonly claimed: boolean }) {
  const { bot } = useMe().site;
  const [dialog, setDialog] = useState<"return" | "close">();
  const close = () => setDialog(undefined);
  return (
    <>
      <div className="next-moves">
        <p className="next-moves-title">
          Next moves <span>Each asks before it does anything.</span>
        </p>
        <Button
          variant="default"
          size="sm"
          leftSection={<Icon name="bot" />}
          onClick={() => setDialog("return")}
        >
          Back to {bot}
        </Button>
        <Button
          variant="default"
          size="sm"
          leftSection={<Icon name="check" />}
          onClick={() => setDialog("close")}
        >
          Close
        </Button>
      </div>
      <Composer
        conversation={detail.conversation.id}
        name={detail.conversation.name}
        seq={detail.seq}
        focused={claimed}
      />
      <ReturnDialog opened={dialog === "return"} onClose={close} detail={detail} />
      <CloseDialog opened={dialog === "close"} onClose={close} detail={detail} />
    </>
  );
}

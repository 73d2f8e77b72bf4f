import { Button } from "@mantine/core";
import { useState } from "react";
import type { InboxDetail, Me } from "../../server/wire/rep.ts";
import { ApiProblem, inWords } from "../api/api-problem.ts";
import { refreshInbox } from "../api/queries.ts";
import { Icon, type IconName } from "../look/Icon.tsx";
import { outcomeInWords } from "../look/words.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { useActs } from "../shortcuts/use-acts.ts";
import { type Say, useWords } from "../words/words.ts";
import { CloseDialog } from "./CloseDialog.tsx";
import { Composer } from "./Composer.tsx";
import { HandoffLine } from "./HandoffLine.tsx";
import { ReturnDialog } from "./ReturnDialog.tsx";
import { SnoozeDialog } from "./SnoozeDialog.tsx";
import { TransferDialog } from "./TransferDialog.tsx";
import { useClaim, useSnooze } from "./use-moves.ts";

interface MovesProps {
  readonly detail: InboxDetail;
  /** Opens the next conversation of the list; undefined: there is none. */
  readonly onNext: (() => void) | undefined;
  /** Back to the list. */
  readonly onLeave: () => void;
}

/** What the person may do with a conversation as it stands: only that is shown. */
export function Moves({ detail, onNext, onLeave }: MovesProps) {
  const say = useWords();
  const me = useMe();
  const claim = useClaim(detail.conversation.id);
  const stand = standing(detail, me);
  useActs(stand === "open" ? [{ key: "c", word: "key.claim", run: () => claim.mutate() }] : []);
  return (
    <footer className="moves">
      {claim.isError && stand !== "mine" && (
        <p role="alert" className="notice notice-warm">
          <Icon name="info" />
          <span>{lostClaim(claim.error, say)}</span>
        </p>
      )}
      <HandoffLine detail={detail} />
      {stand === "mine" && <Mine detail={detail} claimed={!claim.isIdle} onNext={onNext} onLeave={onLeave} />}
      {stand === "open" && (
        <div className="moves-line">
          <p dir="auto">{openWords(detail, me, say)}</p>
          <Button loading={claim.isPending} onClick={() => claim.mutate()}>
            {say("moves.claim")}
          </Button>
        </div>
      )}
      {stand === "read" && !claim.isError && (
        <p className="moves-line" dir="auto">
          {closedWords(detail, me, say)}
        </p>
      )}
      {stand !== "mine" && mayAnswer(me) && <Notes key={detail.conversation.id} detail={detail} />}
    </footer>
  );
}

/** A note may be written to every conversation; the field is shown when somebody wants to. */
function Notes({ detail }: { readonly detail: InboxDetail }) {
  const say = useWords();
  const [open, setOpen] = useState(false);
  useActs(open ? [] : [{ key: "n", word: "key.note", run: () => setOpen(true) }]);
  if (open) return <Composer detail={detail} focused notesOnly />;
  return (
    <Button
      variant="subtle"
      size="sm"
      className="moves-note"
      leftSection={<Icon name="note" />}
      onClick={() => setOpen(true)}
    >
      {say("compose.note")}
    </Button>
  );
}

function mayAnswer({ person }: Me): boolean {
  return person.role === "rep" || person.role === "admin";
}

/** open: may be claimed. read: nothing may be done, because of the state or of the person's role. */
function standing({ conversation }: InboxDetail, me: Me): "mine" | "open" | "read" {
  if (!mayAnswer(me) || conversation.status === "ended") return "read";
  if (conversation.status === "human") return conversation.owner?.id === me.person.id ? "mine" : "read";
  return "open";
}

function openWords({ conversation: { name, status, reason } }: InboxDetail, { site }: Me, say: Say): string {
  if (status === "waiting") return say("moves.waits", { name });
  if (status !== "parked") return say("moves.botTalks", { bot: site.bot, name });
  return reason === undefined
    ? say("moves.stuck", { bot: site.bot })
    : say("moves.stuckSince", { bot: site.bot, reason });
}

function closedWords({ conversation }: InboxDetail, me: Me, say: Say): string {
  const { name, owner, outcome, status } = conversation;
  if (status === "ended") {
    return outcome === undefined
      ? say("moves.over")
      : say("moves.closed", { outcome: outcomeInWords(outcome) });
  }
  if (status === "human" && owner) return say("moves.theirs", { owner: owner.name, name });
  const who =
    status === "waiting"
      ? say("moves.waits", { name })
      : say("moves.botTalksRead", { bot: me.site.bot, name });
  return mayAnswer(me) ? who : `${who} ${say("moves.readOnly")}`;
}

function lostClaim(error: Error, say: Say): string {
  if (error instanceof ApiProblem && error.status === 409) {
    return error.owner === undefined ? say("moves.lost") : say("moves.lostTo", { owner: error.owner });
  }
  return say("moves.claimFailed", { why: inWords(error) });
}

type Dialog = "return" | "transfer" | "snooze" | "close";

interface MineProps extends MovesProps {
  readonly claimed: boolean;
}

function Mine({ detail, claimed, onNext, onLeave }: MineProps) {
  const say = useWords();
  const { bot } = useMe().site;
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const unread = useUnread(detail, onLeave);
  useActs([
    { key: "b", word: "key.return", run: () => setDialog("return") },
    { key: "t", word: "key.transfer", run: () => setDialog("transfer") },
    { key: "s", word: "key.snooze", run: () => setDialog("snooze") },
    { key: "e", word: "key.close", run: () => setDialog("close") },
    { key: "u", word: "key.unread", run: unread },
  ]);
  const move = (icon: IconName, words: string, to: Dialog) => (
    <Button variant="default" size="sm" leftSection={<Icon name={icon} />} onClick={() => setDialog(to)}>
      {words}
    </Button>
  );
  return (
    <>
      <div className="next-moves">
        <p className="next-moves-title">
          {say("moves.next")} <span>{say("moves.asks")}</span>
        </p>
        {move("bot", say("moves.return", { bot }), "return")}
        {move("people", say("moves.transfer"), "transfer")}
        {move("clock", say("moves.snooze"), "snooze")}
        {move("check", say("moves.close"), "close")}
      </div>
      <Snoozed detail={detail} />
      <Composer detail={detail} focused={claimed} />
      <ReturnDialog opened={dialog === "return"} onClose={close} detail={detail} />
      <TransferDialog opened={dialog === "transfer"} onClose={close} detail={detail} />
      <SnoozeDialog opened={dialog === "snooze"} onClose={close} detail={detail} />
      <CloseDialog opened={dialog === "close"} onClose={close} detail={detail} onNext={onNext} />
    </>
  );
}

function Snoozed({ detail: { conversation } }: { readonly detail: InboxDetail }) {
  const say = useWords();
  const wake = useSnooze(conversation.id, () => undefined);
  if (conversation.snoozed_until === undefined) return null;
  const time = new Date(conversation.snoozed_until).toLocaleString();
  return (
    <div className="moves-line">
      <p dir="auto">{say("moves.snoozedUntil", { time, name: conversation.name })}</p>
      <Button variant="default" size="sm" loading={wake.isPending} onClick={() => wake.mutate(null)}>
        {say("moves.wake")}
      </Button>
    </div>
  );
}

/** Puts the conversation back among the unread ones; who stays in it would read it at once. */
function useUnread({ conversation: { id }, messages }: InboxDetail, onLeave: () => void): () => void {
  const { api, client } = useParts();
  return () => {
    const last = messages.findLast(({ from }) => from === "visitor");
    if (!last) return;
    onLeave();
    api.read(id, last.seq - 1).then(
      () => refreshInbox(client),
      () => undefined,
    );
  };
}

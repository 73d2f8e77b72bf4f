import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { InboxDetail } from "../../server/wire/rep.ts";
import type { Steer, WireMove, WireSteering } from "../../server/wire/steer.ts";
import { ApiProblem, inWords } from "../api/api-problem.ts";
import { makeId } from "../api/make-id.ts";
import { keepSteered, keys, noteLogOut, refresh } from "../api/queries.ts";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { MoveButtons } from "./MoveButtons.tsx";
import { SayAsBot } from "./SayAsBot.tsx";
import "./steer.css";

interface SteerPanelProps {
  readonly conversation: string;
  readonly steering: WireSteering;
}

/** Where the visitor is in the playbook, and the legal next moves: one tap each, without taking over. */
export function SteerPanel({ conversation, steering }: SteerPanelProps) {
  const { bot } = useMe().site;
  const { move, told } = useSteer(conversation);
  const { asks, offers, goes, says, returns } = steering;
  const act = (wish: WireMove) => move.mutate({ id: makeId(), move: wish });
  return (
    <section className="lead-part steer" aria-label={`Steer ${bot}`}>
      <h3>Steer {bot}</h3>
      <Place steering={steering} />
      <MoveButtons
        title="Ask"
        moves={asks.map(({ question, called, text }) => ({
          key: question,
          label: called,
          told: text,
          move: { do: "ask", question },
        }))}
        busy={move.isPending}
        onMove={act}
      />
      <MoveButtons
        title="Offer"
        moves={offers.map(({ section, called, text }) => ({
          key: section,
          label: called,
          told: text,
          move: { do: "offer", section },
        }))}
        busy={move.isPending}
        onMove={act}
      />
      <MoveButtons
        title="Go straight to"
        moves={goes.map(({ section, called }) => ({
          key: section,
          label: called,
          move: { do: "go", section },
        }))}
        busy={move.isPending}
        onMove={act}
      />
      <MoveButtons
        title={`Give back to ${bot} at`}
        moves={(returns ?? []).map(({ section, called }) => ({
          key: section,
          label: called,
          move: { do: "return", section },
        }))}
        busy={move.isPending}
        onMove={act}
      />
      {says && <SayAsBot bot={bot} busy={move.isPending} onSay={(text) => act({ do: "say", text })} />}
      <p role="status" className="meta steer-done">
        {move.isSuccess && told}
      </p>
      {move.isError && (
        <div role="alert" className="notice notice-danger">
          <Icon name="late" />
          <span>{steerProblem(move.error)}</span>
          {mayRepeat(move.error) && (
            <Button variant="default" size="compact-sm" onClick={() => move.mutate(move.variables)}>
              Try again
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Place({ steering: { status, section, open, missing } }: { readonly steering: WireSteering }) {
  return (
    <dl className="facts facts-wide">
      <div>
        <dt>At</dt>
        <dd dir="auto">
          {section}
          {open && <q className="steer-open">{open.text}</q>}
        </dd>
      </div>
      <div>
        <dt>Missing</dt>
        <dd dir="auto">
          {missing.length === 0 ? "Nothing" : missing.map(({ called }) => called).join(", ")}
        </dd>
      </div>
      {(status === "ended" || status === "parked") && (
        <div>
          <dt>Moves</dt>
          <dd>{status === "ended" ? "None, the talk is over." : "None, a person has to claim it."}</dd>
        </div>
      )}
    </dl>
  );
}

function useSteer(conversation: string) {
  const { api, client } = useParts();
  const [told, setTold] = useState("");
  const move = useMutation<InboxDetail, Error, Steer>({
    mutationFn: (steer) => api.steer(conversation, steer),
    onSuccess: (detail, { move: done }) => {
      setTold(doneWords[done.do]);
      keepSteered(client, detail);
    },
    onError: (error) => {
      noteLogOut(client, error);
      refresh(client, [...keys.conversations, conversation]);
    },
  });
  return { move, told };
}

const doneWords: Readonly<Record<WireMove["do"], string>> = {
  ask: "Asked.",
  go: "Gone there.",
  offer: "Offered.",
  say: "Said.",
  return: "Given back.",
};

function steerProblem(error: Error): string {
  if (error instanceof ApiProblem && error.code === "MOVE_ILLEGAL")
    return "The visitor has moved on, and this is not possible any more. The moves above are those of now.";
  return inWords(error);
}

/** Nobody knows whether it was done: the same again, under the same id, does no harm. */
function mayRepeat(error: Error): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

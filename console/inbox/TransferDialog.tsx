import { Radio, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { desksQuery } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { useWords } from "../words/words.ts";
import { useTransfer } from "./use-moves.ts";

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly detail: InboxDetail;
}

/** Asks a colleague or a team to take a conversation over; it comes back when nobody accepts. */
export function TransferDialog({ opened, onClose, detail: { conversation } }: DialogProps) {
  const say = useWords();
  const { api } = useParts();
  const { person } = useMe();
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const desks = useQuery({ ...desksQuery(api), enabled: opened });
  const others = (desks.data ?? []).filter((desk) => desk.person.id !== person.id);
  const teams = [...new Set((desks.data ?? []).flatMap((desk) => desk.teams))];
  const transfer = useTransfer(conversation.id, onClose);
  const act = () => {
    if (to === "") return;
    const [kind, name = ""] = [to.slice(0, 1), to.slice(1)];
    const more = note.trim() === "" ? {} : { note: note.trim() };
    transfer.mutate(kind === "p" ? { person: name, ...more } : { team: name, ...more });
  };
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title={say("transfer.title", { name: conversation.name })}
      act={say("transfer.act")}
      onAct={act}
      busy={transfer.isPending}
      error={transfer.error}
    >
      {desks.isPending && <Loading what={say("transfer.loading")} rows={3} height={36} />}
      {desks.isError && (
        <Failure what={say("transfer.failed")} error={desks.error} onRetry={() => void desks.refetch()} />
      )}
      {desks.data && others.length + teams.length === 0 && <p>{say("transfer.nobody")}</p>}
      <Radio.Group
        label={say("transfer.to")}
        description={say("transfer.bounces")}
        value={to}
        onChange={setTo}
      >
        <Stack gap={12} mt={12}>
          {others.map(({ person: { id, name }, presence, open }) => (
            <Radio
              key={id}
              value={`p${id}`}
              label={name}
              description={`${say(`presence.${presence}`)} · ${say("transfer.open", { count: open })}`}
            />
          ))}
          {teams.map((team) => (
            <Radio key={team} value={`t${team}`} label={say("transfer.team", { team })} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        mt={12}
        label={say("transfer.note")}
        maxLength={1000}
        autosize={false}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Ask>
  );
}

import { Anchor } from "@mantine/core";
import type { Message } from "../../server/wire/message.ts";
import { Shielded } from "../leads/Shielded.tsx";
import { Avatar } from "../look/Avatar.tsx";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { safeLink } from "../look/safe-link.ts";
import { useMe } from "../session/me.ts";
import type { Run } from "./arrange.ts";
import { NoteBlock } from "./NoteBlock.tsx";
import { SentFile } from "./SentFile.tsx";

interface RunsProps {
  readonly runs: readonly Run[];
  readonly conversation: string;
  readonly visitor: string;
}

/** Runs of a transcript: bubbles of one speaker together, events as lines, notes to colleagues between. */
export function Runs({ runs, conversation, visitor }: RunsProps) {
  return runs.map((run) => {
    if (run.is === "event") return <EventLine key={run.message.seq} message={run.message} />;
    if (run.is === "note")
      return <NoteBlock key={run.note.at + run.note.team + run.note.text} note={run.note} />;
    return <SaidRun key={run.messages[0].seq} run={run} conversation={conversation} visitor={visitor} />;
  });
}

function EventLine({ message }: { readonly message: Message }) {
  return (
    <p className="event">
      <Icon name="info" size={14} />
      <span dir="auto">{message.text}</span>
      <Moment at={message.at} />
    </p>
  );
}

interface SaidRunProps {
  readonly run: Extract<Run, { is: "said" }>;
  readonly conversation: string;
  readonly visitor: string;
}

function SaidRun({ run: { by, messages }, conversation, visitor }: SaidRunProps) {
  const { site } = useMe();
  const [first] = messages;
  const speaker = by === "visitor" ? visitor : (first.name ?? (by === "bot" ? site.bot : "A rep"));
  return (
    <div className={`run run-${by}`}>
      <p className="run-head">
        <span dir="auto">{speaker}</span>
        {by === "bot" && <span className="tag">Bot</span>}
        <Moment at={first.at} />
      </p>
      {messages.map((message) => (
        <Bubble key={message.seq} message={message} conversation={conversation} />
      ))}
      {by !== "rep" && (
        <span className="run-avatar">
          <Avatar name={speaker} bot={by === "bot"} />
        </span>
      )}
    </div>
  );
}

interface BubbleProps {
  readonly message: Message;
  readonly conversation: string;
}

function Bubble({ message: { text, choices, cards, file, shield }, conversation }: BubbleProps) {
  return (
    <>
      {file && <SentFile conversation={conversation} file={file} />}
      {/* What was sent with a file says no more than its name. */}
      {text !== undefined && text !== file?.name && (
        <p className="bubble" dir="auto">
          {shield ? <Shielded text={text} /> : text}
        </p>
      )}
      {cards?.map((card) => (
        <Card key={JSON.stringify(card)} card={card} />
      ))}
      {choices !== undefined && choices.length > 0 && (
        <p className="choices" dir="auto">
          {choices.map(({ label }) => label).join(" · ")}
        </p>
      )}
    </>
  );
}

function Card({ card }: { readonly card: NonNullable<Message["cards"]>[number] }) {
  const links = [...(card.buttons ?? [])];
  if (card.file !== undefined) links.push({ label: card.file, link: card.file });
  return (
    <div className="bubble card" dir="auto">
      {card.title !== undefined && <b>{card.title}</b>}
      {card.text !== undefined && <span>{card.text}</span>}
      {links.map(({ label, link }) => {
        const href = safeLink(link);
        return href === undefined ? (
          <span key={link}>{label}</span>
        ) : (
          <Anchor
            key={link}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            inherit
            underline="always"
          >
            {label}
          </Anchor>
        );
      })}
    </div>
  );
}

import { UnstyledButton } from "@mantine/core";
import type { Message } from "../../server/wire/message.ts";
import type { LeadView } from "../../server/wire/rep.ts";
import { Avatar } from "../look/Avatar.tsx";
import { Icon } from "../look/Icon.tsx";
import { roughTime } from "../look/times.ts";
import { valueInWords } from "../look/words.ts";
import { useMe } from "../session/me.ts";

interface BotBlockProps {
  readonly messages: readonly Message[];
  readonly lead: LeadView;
  readonly version: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** The talk with the bot in one block: how much, how long, and the answers that count. */
export function BotBlock({ messages, lead, version, open, onToggle }: BotBlockProps) {
  const { bot } = useMe().site;
  const answers = lead.answers.filter(({ source }) => source !== "given");
  return (
    <div className="bot-block">
      <div className="bot-block-head">
        <Avatar name={bot} bot size={26} />
        <p>
          <b>{answers.length === 1 ? `${bot} has 1 answer` : `${bot} has ${answers.length} answers`}</b>{" "}
          {duration(messages)}
        </p>
        <code title="Version of the playbook">{version.slice(0, 7)}</code>
        <UnstyledButton className="fold" aria-expanded={open} onClick={onToggle}>
          {open ? "Fold" : `Show ${messages.length} messages`}
          <Icon name="chevron" size={14} />
        </UnstyledButton>
      </div>
      {answers.length > 0 && (
        <dl className="answers">
          {answers.map(({ name, called, value }) => (
            <div key={name}>
              <dt>{called}</dt>
              <dd dir="auto">{valueInWords(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function duration(messages: readonly Message[]): string {
  const [first] = messages;
  const last = messages.at(-1);
  return first && last ? `in ${roughTime(Date.parse(last.at) - Date.parse(first.at))}` : "";
}

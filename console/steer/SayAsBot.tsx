import { Button, Textarea } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

interface SayAsBotProps {
  readonly bot: string;
  readonly busy: boolean;
  readonly onSay: (text: string) => void;
}

/** A line that the bot says in the rep's words. */
export function SayAsBot({ bot, busy, onSay }: SayAsBotProps) {
  const [text, setText] = useState("");
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    onSay(text.trim());
    setText("");
  };
  return (
    <form className="steer-say" onSubmit={send}>
      <Textarea
        label={`Say as ${bot}`}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={4000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" size="sm" disabled={busy || text.trim() === ""}>
        Say it
      </Button>
    </form>
  );
}

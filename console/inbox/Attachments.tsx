import { ActionIcon, Progress } from "@mantine/core";
import { Icon } from "../look/Icon.tsx";
import { useWords } from "../words/words.ts";
import type { Attachment } from "./use-attachments.ts";

interface AttachmentsProps {
  readonly all: readonly Attachment[];
  readonly onCancel: (id: number) => void;
}

/** Files on their way, how far each is, and a way to call it off. */
export function Attachments({ all, onCancel }: AttachmentsProps) {
  const say = useWords();
  if (all.length === 0) return null;
  return (
    <ul className="attachments">
      {all.map(({ id, name, share, failed }) => (
        <li key={id} className={failed === undefined ? undefined : "attachment-failed"}>
          <Icon name={failed === undefined ? "file" : "late"} size={14} />
          <span role={failed === undefined ? undefined : "alert"}>
            {failed === undefined
              ? say("file.sending", { name, percent: Math.round(share * 100) })
              : say("file.failed", { name, why: failed })}
          </span>
          {failed === undefined && (
            <Progress value={share * 100} size={4} aria-label={say("file.progress", { name })} />
          )}
          <ActionIcon
            variant="subtle"
            size={24}
            aria-label={failed === undefined ? say("file.cancel", { name }) : say("file.dismiss")}
            onClick={() => onCancel(id)}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

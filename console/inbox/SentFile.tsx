import { Anchor } from "@mantine/core";
import type { WireFile } from "../../server/wire/message.ts";
import { fileSize } from "../look/file-size.ts";
import { Icon } from "../look/Icon.tsx";

/** A file that the visitor sent, to be downloaded. */
export function SentFile({ conversation, file }: { readonly conversation: string; readonly file: WireFile }) {
  return (
    <p className="bubble sent-file">
      <Icon name="file" />
      <Anchor
        href={`/api/v1/inbox/${encodeURIComponent(conversation)}/files/${encodeURIComponent(file.id)}`}
        download={file.name}
        dir="auto"
        inherit
        underline="always"
      >
        {file.name}
      </Anchor>
      <span>{fileSize(file.size)}</span>
    </p>
  );
}

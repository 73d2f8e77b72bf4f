import { Button, type ButtonProps } from "@mantine/core";
import { useState } from "react";
import { copyText } from "./copy-text.ts";
import { Icon } from "./Icon.tsx";

interface CopyButtonProps extends Pick<ButtonProps, "variant" | "size"> {
  readonly text: string;
}

/** Copies, and says whether that worked. */
export function CopyButton({ text, ...look }: CopyButtonProps) {
  const [copied, setCopied] = useState<boolean>();
  return (
    <Button
      {...look}
      leftSection={<Icon name={copied === true ? "check" : "copy"} />}
      onClick={() => void copyText(text).then(setCopied)}
    >
      <span aria-live="polite">{label(copied)}</span>
    </Button>
  );
}

function label(copied: boolean | undefined): string {
  if (copied === undefined) return "Copy";
  return copied ? "Copied" : "Select and copy by hand";
}

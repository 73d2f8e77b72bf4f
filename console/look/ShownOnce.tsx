import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { CopyButton } from "./CopyButton.tsx";

interface ShownOnceProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What is to be copied: the server keeps only its hash. */
  readonly secret: string;
  /** What it is for, and how long it is good. */
  readonly children: ReactNode;
}

/** Something that is shown this once, to be copied. */
export function ShownOnce({ opened, onClose, title, secret, children }: ShownOnceProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      {children}
      <div className="copy-well">
        <code>{secret}</code>
        <CopyButton text={secret} size="sm" />
      </div>
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </div>
    </Modal>
  );
}

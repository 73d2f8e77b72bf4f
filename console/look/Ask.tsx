import { Button, Modal } from "@mantine/core";
import type { ReactNode, SyntheticEvent } from "react";
import { inWords } from "../api/api-problem.ts";
import { Icon } from "./Icon.tsx";
import { useEarlyEnter } from "./use-early-enter.ts";

interface AskProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The word on the button that does it. */
  readonly act: string;
  readonly onAct: () => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** Another way to go on, beside the act. */
  readonly also?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog that asks before something is done. It stays open, with the reason, when that failed. */
export function Ask({ opened, onClose, title, act, onAct, busy, error, also, children }: AskProps) {
  const form = useEarlyEnter(opened);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onAct();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form ref={form} onSubmit={submit}>
        {children}
        {error !== null && error !== undefined && (
          <p role="alert" className="notice notice-danger">
            <Icon name="late" />
            <span>{inWords(error)}</span>
          </p>
        )}
        <div className="dialog-buttons">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          {also}
          <Button type="submit" loading={busy}>
            {act}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

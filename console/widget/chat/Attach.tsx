/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import type { Client } from "./client.ts";
import type { Texts } from "./texts.ts";

interface AttachProps {
  readonly onFile: Client["sendFile"];
  readonly texts: Texts;
}

/** What the server takes; it looks into the file itself. */
const TAKEN = ".png,.jpg,.jpeg,.gif,.webp,.pdf,.docx,.xlsx,.pptx,.txt,.csv";

/** The button that sends a file. */
export function Attach({ onFile, texts }: AttachProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");

  async function picked(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (file === undefined) return;
    setBusy(true);
    setFault("");
    const became = await onFile(file);
    // So that the same file can be picked again.
    input.value = "";
    setBusy(false);
    if (became !== "done") setFault(became === "later" ? texts.notSent : texts.fileRefused);
  }

  return (
    <div class="attach">
      <input
        ref={picker}
        type="file"
        accept={TAKEN}
        hidden
        aria-label={texts.attach}
        onChange={(event) => void picked(event.currentTarget)}
      />
      <button type="button" class="choice quiet" disabled={busy} onClick={() => picker.current?.click()}>
        {busy ? texts.sending : texts.attach}
      </button>
      <p role="alert" class="attach-fault">
        {fault}
      </p>
    </div>
  );
}

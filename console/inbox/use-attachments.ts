import { useRef, useState } from "react";
import { inWords } from "../api/api-problem.ts";
import { useParts } from "../parts.ts";

export interface Attachment {
  readonly id: number;
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  /** Why it was not sent; undefined while it is under way. */
  readonly failed?: string;
}

/** Files on their way to the visitor: each is a reply of its own as soon as the server has it. */
export function useAttachments(conversation: string, seq: number) {
  const { upload, outgoing } = useParts();
  const [all, setAll] = useState<readonly Attachment[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const counted = useRef(0);
  const change = (id: number, to: Partial<Attachment>) =>
    setAll((before) => before.map((one) => (one.id === id ? { ...one, ...to } : one)));
  const remove = (id: number) => setAll((before) => before.filter((one) => one.id !== id));

  async function send(file: File) {
    const id = ++counted.current;
    const stop = new AbortController();
    stops.current.set(id, stop);
    setAll((before) => [...before, { id, name: file.name, share: 0 }]);
    try {
      const kept = await upload(conversation, file, (share) => change(id, { share }), stop.signal);
      outgoing.send(conversation, kept.name, seq, { file: kept });
      remove(id);
    } catch (error) {
      if (stop.signal.aborted) remove(id);
      else change(id, { failed: inWords(error) });
    }
    stops.current.delete(id);
  }

  return {
    all,
    add: (files: Iterable<File>) => {
      for (const file of files) void send(file);
    },
    /** Calls off one under way, or puts a failed one out of sight. */
    cancel: (id: number) => {
      stops.current.get(id)?.abort();
      remove(id);
    },
  };
}

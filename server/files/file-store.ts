/** What is known of a file that a visitor sent. Plain JSON. */
export interface FileRecord {
  readonly siteId: string;
  readonly conversation: string;
  /** Random, made by the server. */
  readonly id: string;
  /** As the visitor's machine called it, without a path. */
  readonly name: string;
  /** MIME type, found out by looking into the file. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Files of visitors, by conversation. `describeFileStore` is the last word on what an adapter does. */
export interface FileStore {
  /** Keeps the file; what is there under its id already stays. What has resolved is whole and found by every node. */
  put(file: FileRecord, bytes: Uint8Array): Promise<void>;
  /** @returns undefined when this conversation has no such file. */
  get(
    siteId: string,
    conversation: string,
    id: string,
  ): Promise<{ readonly file: FileRecord; readonly bytes: Uint8Array } | undefined>;
  /** @returns undefined when this conversation has no such file. */
  stat(siteId: string, conversation: string, id: string): Promise<FileRecord | undefined>;
  /** All files of the conversation, in no order. */
  list(siteId: string, conversation: string): Promise<readonly FileRecord[]>;
  /** Erases all files of the conversation. */
  delete(siteId: string, conversation: string): Promise<void>;
}

import type { TrainedPlaybook } from "../../engine/index.ts";

/** A file that belongs to a version. */
export interface VersionPart {
  readonly file: string;
  readonly text: string;
}

/** One immutable version of a playbook. */
export interface VersionRecord {
  readonly siteId: string;
  readonly playbook: string;
  /** SHA-256 of its text and parts, hex. */
  readonly hash: string;
  readonly file: string;
  readonly text: string;
  /**
   * What it was published with, by name of the file: its texts in other languages, and the playbooks that it runs with
   * theirs. Missing in records of older releases, and where there are none.
   */
  readonly parts?: readonly VersionPart[];
  /**
   * What the classifiers of its topics learned when it was published. Missing in records of older releases: then they learn
   * when they are first needed.
   */
  readonly trained?: TrainedPlaybook;
  /** What the publisher wrote about it. */
  readonly note?: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
}

export interface VersionStore {
  /** Keeps the version (the same one again changes nothing) and makes it the live one of its playbook. */
  publish(version: VersionRecord): Promise<void>;
  load(siteId: string, hash: string): Promise<VersionRecord | undefined>;
  /** The live version of each playbook, by playbook name. */
  live(siteId: string): Promise<readonly VersionRecord[]>;
  /** The playbook is no longer offered; running conversations keep their version. */
  retire(siteId: string, playbook: string): Promise<void>;
}

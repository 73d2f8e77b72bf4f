import type { Value } from "../conditions/condition.ts";
import type { ConsentProof, Edited } from "../machine/context.ts";

export type Grade = "hot" | "warm" | "cold";

/** One rule of the score table, and whether it counted. Rules that gave nothing are listed too. */
export interface ReceiptLine {
  readonly because: string;
  /** Whole points. */
  readonly add: number;
  readonly counted: boolean;
}

/** What one conversation knows about a visitor: only answers that count now (on the path, told, or given from outside). */
export interface Lead {
  readonly answers: readonly {
    readonly name: string;
    /** The word for it in a sentence. */
    readonly called: string;
    readonly value: Value;
    readonly source: "asked" | "told" | "given";
    /** A rep wrote the value. */
    readonly edited?: Edited;
  }[];
  /** The names of `lead.fields`, with the answers that count. */
  readonly fields: { readonly [name: string]: Value };
  /** The plain sum of the rules that count; 0 where the playbook has none. */
  readonly score: number;
  /** Undefined where the playbook names no grades. */
  readonly grade: Grade | undefined;
  readonly receipt: readonly ReceiptLine[];
  /** Words that steps put on it (`tag:`), on the present path. */
  readonly tags: readonly string[];
  readonly outcome: string | undefined;
  /** Every yes and no to a consent, oldest first; the last one of a purpose counts. Missing in older leads. */
  readonly consents?: readonly ConsentProof[];
  /** The answer to `unique_by`, once given. Not yet verified. */
  readonly uniqueBy: { readonly question: string; readonly value: string } | undefined;
}

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface FlooderWants {
  readonly port: number;
  /** Addresses of this machine that it comes from, with a connection each. */
  readonly from: readonly string[];
  /** Whom it pretends to be, in turn: a conversation and its token. */
  readonly as: readonly { readonly id: string; readonly token: string }[];
  readonly perSecond: number;
  /** It sends no more than that: on a machine that can do no more, all that is measured would wait. */
  readonly most: number;
}

export interface Flooded {
  /** Messages sent. */
  readonly sent: number;
  /** How many answers there were of each status. */
  readonly answers: readonly (readonly [status: number, count: number])[];
}

export interface Flooder {
  /** Sends no more, closes its connections and tells what became of it. */
  stop(): Promise<Flooded>;
}

/** A process of its own that floods; resolves when it has begun. */
export async function startFlooder(wants: FlooderWants): Promise<Flooder> {
  const child = fork(fileURLToPath(new URL("flooder.child.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  const died = once(child, "exit").then(() => {
    throw new Error("the flooder died");
  });
  died.catch(() => undefined);
  const hear = (): Promise<unknown[]> => Promise.race([once(child, "message"), died]);
  child.send(wants);
  await hear();
  let over: Promise<Flooded> | undefined;
  const stop = async (): Promise<Flooded> => {
    const heard = hear();
    child.send("stop");
    const [flooded] = (await heard) as [Flooded];
    return flooded;
  };
  return {
    stop: () => {
      over ??= stop();
      return over;
    },
  };
}

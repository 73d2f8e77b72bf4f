import { freePort, type ParleyProcess, pause, startParley } from "./parley-process.ts";

export interface Site {
  /** Where the sample site, the console and the API stand. */
  readonly url: string;
  /** The link that sets the first admin's password. */
  firstLink(): Promise<string>;
  /** Ends the server as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and data. */
  startAgain(): Promise<void>;
  /** What the server has printed since its last start. */
  output(): string;
  close(): Promise<void>;
}

/** A company's site with the widget on it, as a newcomer gets it: a real process with the shipped playbooks. */
export async function openSite(env: Readonly<Record<string, string>>): Promise<Site> {
  const port = await freePort();
  const settings = { port, env, args: ["--sample-site", "examples/sample-site"] };
  let server: ParleyProcess = await startParley(settings);
  return {
    url: `http://localhost:${port}`,
    firstLink: () => printedLink(server),
    kill: () => server.kill(),
    startAgain: async () => {
      server = await startParley(settings);
    },
    output: () => server.output(),
    close: () => server.stop(),
  };
}

/** The server answers a moment before it prints its welcome. */
async function printedLink(server: ParleyProcess): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const link = /http\S+\/welcome\?link=\S+/.exec(server.output())?.[0];
    if (link !== undefined) return link;
    await pause(50);
  }
  throw new Error(`no link was printed:\n${server.output()}`);
}

import { connect, type Socket } from "node:net";

export interface IdleStream {
  /** Resolves with the status when the server has answered, 0 when the connection failed. */
  readonly opened: Promise<number>;
  /** Resolves when it is over. */
  readonly over: Promise<void>;
  drop(): void;
}

export interface IdleStreamWants {
  readonly port: number;
  /** The address of this machine that it comes from, such as 127.0.0.7: one address has ports for some ten thousands only. */
  readonly from: string;
  readonly path: string;
  readonly token?: string;
}

/** An event stream that is open and read, with as little around it as can be: thousands of them fit into a test. */
export function idleStream({ port, from, path, token }: IdleStreamWants): IdleStream {
  const socket: Socket = connect({ port, host: "127.0.0.1", localAddress: from });
  const opened = new Promise<number>((resolve) => {
    let head = "";
    const hear = (bytes: Buffer) => {
      head += bytes.toString("latin1");
      const status = /^HTTP\/1\.1 (\d{3}) [\s\S]*\r\n\r\n/.exec(head)?.[1];
      if (status === undefined) return;
      socket.off("data", hear);
      socket.resume();
      resolve(Number(status));
    };
    socket.on("data", hear);
    socket.on("close", () => resolve(0));
  });
  const over = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.on("error", () => undefined);
  const authorization = token === undefined ? "" : `Authorization: Bearer ${token}\r\n`;
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n${authorization}\r\n`,
  );
  return { opened, over, drop: () => socket.destroy() };
}

/** What a command sees of the world it is called in. Tests give one that keeps what was written. */
export interface Terminal {
  /** One line of the answer; without a line break. */
  out(line: string): void;
  /** One line of complaint. */
  err(line: string): void;
  /** Text without a line break, such as a prompt. */
  write(text: string): void;
  /** The lines of the standard input, until it ends. */
  readonly input: AsyncIterable<string>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Whether the answer may hold colours: a terminal, and NO_COLOR is not set. */
  readonly color: boolean;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What was set for the command from outside. */
export interface Surroundings {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves when a server is to stop. */
  untilStopped(): Promise<void>;
}

/** Exit status: 0 all good, 1 something that was looked at is wrong, 2 called wrongly. */
export type ExitStatus = 0 | 1 | 2;

export interface Paint {
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/** Colours where they are wanted, else the text alone. */
export function paintFor(terminal: Pick<Terminal, "color">): Paint {
  const style = (on: number, off: number) => (text: string) =>
    terminal.color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    bold: style(1, 22),
    dim: style(2, 22),
  };
}

import type { Problem } from "../../engine/index.ts";

/** A workflow command of GitHub Actions: the problem stands beside its line in a pull request. */
export function githubLine({ file, at, severity, code, message, hint }: Problem): string {
  const where = `file=${property(file)},line=${at.line},col=${at.column},title=${property(code)}`;
  return `::${severity} ${where}::${data(`${message}\n${hint}`)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { secretsFrom } from "../../services/secrets.ts";
import { readConfigHere } from "../config-here.ts";
import { type ExitStatus, paintFor, type Surroundings, type Terminal } from "../terminal.ts";
import { doubtful, type Finding, good } from "./finding.ts";
import { lookAtAddress } from "./look-at-address.ts";
import { lookAtMail } from "./look-at-mail.ts";
import { lookAtRedis } from "./look-at-redis.ts";
import { lookAtSite } from "./look-at-site.ts";
import { lookAtStore } from "./look-at-store.ts";
import { lookAtVectors } from "./look-at-vectors.ts";

const OLDEST_NODE = [20, 19] as const;

/**
 * `parley doctor`: looks at everything that the server needs, with the settings that it would have, and says what is bad and
 * what to do. It changes nothing.
 *
 * @returns 0 nothing is bad, 1 something is, 2 the settings cannot be read.
 */
export async function doctor(surroundings: Surroundings, terminal: Terminal): Promise<ExitStatus> {
  const read = readConfigHere(surroundings, terminal);
  if (!read) return 2;
  const here = (path: string) => resolve(terminal.cwd, path);
  const config = { ...read, dataDir: here(read.dataDir), playbooksDir: here(read.playbooksDir) };
  const secret = secretsFrom(surroundings.env, (path) => readFileSync(path, "utf8"));
  const findings = [
    nodeOf(process.versions.node),
    ...(await lookAtSite(config.playbooksDir, terminal.cwd, secret)),
    ...lookAtVectors(),
    ...(await lookAtStore(config)),
    ...(await lookAtRedis(config)),
    ...(await lookAtMail(config)),
    ...(await lookAtAddress(config, fetch)),
  ];
  show(findings, terminal);
  return findings.some(({ state }) => state === "bad") ? 1 : 0;
}

function nodeOf(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  const isOld = major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
  if (isOld) return doubtful("Node", version, `Install Node ${OLDEST_NODE.join(".")} or newer.`);
  return good("Node", version);
}

function show(findings: readonly Finding[], terminal: Terminal): void {
  const paint = paintFor(terminal);
  const marks = { good: paint.green("ok  "), doubtful: paint.yellow("hm  "), bad: paint.red("BAD ") };
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, state, found, todo } of findings) {
    terminal.out(`${marks[state]} ${what.padEnd(width)}  ${found}`);
    if (todo !== undefined) terminal.out(`     ${" ".repeat(width)}  ${paint.dim(todo)}`);
  }
  const of = (state: Finding["state"]) => findings.filter((one) => one.state === state).length;
  terminal.out(`${of("good")} good, ${of("doubtful")} doubtful, ${of("bad")} bad`);
}

import { Command, CommanderError, Option } from "commander";
import type { Role } from "../wire/rep.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

const ROLES = ["admin", "marketer", "rep", "viewer"] as const satisfies readonly Role[];

/**
 * Runs `parley` with the arguments behind its name. What a command needs is loaded when it is called, so that `parley
 * check` does not wait for the database drivers.
 */
export async function runCommand(
  args: readonly string[],
  terminal: Terminal,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = makeProgram(terminal, surroundings, (result) => {
    status = result;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (fault) {
    if (!(fault instanceof CommanderError)) throw fault;
    return fault.exitCode === 0 ? 0 : 2;
  }
}

function makeProgram(
  terminal: Terminal,
  surroundings: Surroundings,
  finish: (status: ExitStatus) => void,
): Command {
  const program = new Command("parley")
    .description("Chatbot and lead-qualification playbooks: check them, test them, talk to them, serve them.")
    .version(surroundings.version, "-V, --version")
    .exitOverride()
    .showHelpAfterError("(parley --help lists the commands)")
    .configureOutput({
      writeOut: (text) => {
        terminal.write(text);
      },
      writeErr: (text) => {
        terminal.err(text.trimEnd());
      },
      outputError: (text, write) => {
        write(text);
      },
    });
  addPlaybookCommands(program, terminal, finish);
  addServerCommands(program, terminal, surroundings, finish);
  return program;
}

function addPlaybookCommands(
  program: Command,
  terminal: Terminal,
  finish: (status: ExitStatus) => void,
): void {
  program
    .command("check")
    .description("says all that is wrong with playbooks, tests and sites")
    .argument("[paths...]", "files and folders", ["playbooks"])
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .action(async (paths: string[], options: { format: "text" | "json" }) => {
      const { check } = await import("./check.ts");
      finish(await check(paths, options, terminal));
    });
  program
    .command("test")
    .description("plays the conversations of *.test.yml files")
    .argument("[folders...]", "folders and files", ["playbooks"])
    .action(async (paths: string[]) => {
      const { runSiteTests } = await import("./run-site-tests.ts");
      finish(await runSiteTests(paths, terminal));
    });
  program
    .command("chat")
    .description("talks to a playbook in the terminal")
    .argument("<playbook>", "a file, or the name of a playbook")
    .option("--dir <folder>", "where the playbook is looked for by its name", "playbooks")
    .option("--page <path>", "the page that the visitor is on", "/")
    .option("--now <time>", 'such as "2026-11-23 10:00 Europe/Berlin"')
    .action(async (playbook: string, { dir, page, now }: { dir: string; page: string; now?: string }) => {
      const { chat } = await import("./chat.ts");
      finish(await chat(playbook, { dir, page, now }, terminal));
    });
}

function addServerCommands(
  program: Command,
  terminal: Terminal,
  surroundings: Surroundings,
  finish: (status: ExitStatus) => void,
): void {
  program
    .command("serve")
    .description("serves the widget, the console and the API; settings come from the environment")
    .option("--sample-site <folder>", "also serves the pages of this folder, to try the widget on")
    .action(async ({ sampleSite }: { sampleSite?: string }) => {
      const { serveSite } = await import("./serve-site.ts");
      finish(await serveSite({ playbooks: undefined, sampleSite }, surroundings, terminal));
    });
  program
    .command("dev")
    .description("serves a folder of playbooks with a sample site, and watches the folder")
    .argument("[folder]", "the folder of the site; PLAYBOOKS_DIR, else ./playbooks")
    .option("--sample-site <folder>", "other pages to try the widget on")
    .action(async (playbooks: string | undefined, { sampleSite }: { sampleSite?: string }) => {
      const { serveSite, shippedSampleSite } = await import("./serve-site.ts");
      const pages = sampleSite ?? (await shippedSampleSite());
      finish(await serveSite({ playbooks, sampleSite: pages }, surroundings, terminal));
    });
  program
    .command("user")
    .description("people of the console")
    .command("add")
    .description("adds somebody; prints a one-time link that sets the password")
    .argument("<email>")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).makeOptionMandatory())
    .option("--password-stdin", "read the password from the standard input instead", false)
    .action(async (email: string, options: { role: Role; passwordStdin: boolean }) => {
      const { userAddHere } = await import("./user-add-here.ts");
      finish(await userAddHere(email, options, surroundings, terminal));
    });
}

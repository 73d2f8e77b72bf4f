import { Argument, Command, CommanderError, Option } from "commander";
import type { SchemaKind } from "../../engine/index.ts";
import type { Role } from "../wire/rep.ts";
import type { ChatOptions } from "./chat.ts";
import type { CheckFormat } from "./check.ts";
import type { LeadsExportOptions, LeadsFormat } from "./leads-export.ts";
import type { WhoseOptions } from "./privacy.ts";
import { addProofCommands } from "./proof-commands.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";
import type { TextsOptions } from "./texts.ts";

const FORMATS = ["text", "json", "github", "sarif"] as const satisfies readonly CheckFormat[];
const SCHEMA_KINDS = ["playbook", "test", "site", "services"] as const satisfies readonly SchemaKind[];
const LEADS_FORMATS = ["csv", "jsonl"] as const satisfies readonly LeadsFormat[];
const ROLES = ["admin", "marketer", "rep", "viewer"] as const satisfies readonly Role[];

type OpenOption = "now" | "language" | "record";

interface TestArguments {
  readonly coverage: boolean;
  readonly junit?: string;
  readonly watch: boolean;
  readonly record: boolean;
  readonly yes: boolean;
}

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
  addPlaybookCommands(program, terminal, surroundings, finish);
  addProofCommands(program, terminal, surroundings, finish);
  addExplain(program, terminal, finish);
  addServerCommands(program, terminal, surroundings, finish);
  return program;
}

function addPlaybookCommands(
  program: Command,
  terminal: Terminal,
  surroundings: Surroundings,
  finish: (status: ExitStatus) => void,
): void {
  program
    .command("check")
    .description("says all that is wrong with playbooks, tests and sites")
    .argument("[paths...]", "files and folders", ["playbooks"])
    .addOption(new Option("--format <format>", "how to print it").choices(FORMATS).default("text"))
    .option("--fix", "mends in the files what is safe to mend", false)
    .action(async (paths: string[], options: { format: CheckFormat; fix: boolean }) => {
      const { check } = await import("./check.ts");
      finish(await check(paths, { ...options, version: surroundings.version }, terminal));
    });
  program
    .command("test")
    .description("plays the conversations of *.test.yml files")
    .argument("[folders...]", "folders and files", ["playbooks"])
    .option("--coverage", "lists all that no conversation walked", false)
    .option("--junit <file>", "also writes the results as JUnit XML")
    .option("--watch", "runs again after each change", false)
    .option(
      "--record",
      "shows what the bot says otherwise than expected, and writes that into the files",
      false,
    )
    .option("--yes", "with --record: writes without asking", false)
    .action(async (paths: string[], options: TestArguments) => {
      const given = { ...options, junit: options.junit };
      if (options.record) {
        const { recordTests } = await import("./record-tests.ts");
        return finish(await recordTests(paths, given, terminal));
      }
      const { runSiteTests } = await import("./run-site-tests.ts");
      const run = () => runSiteTests(paths, given, terminal);
      if (!options.watch) return finish(await run());
      const { watchDisk, watchTests } = await import("./test-watch.ts");
      const world = { terminal, watch: watchDisk, stopped: surroundings.untilStopped() };
      finish(await watchTests(paths, run, world));
    });
  program
    .command("schema")
    .description("prints the JSON Schema of a kind of file, for editors")
    .addArgument(new Argument("[kind]", "the kind of file").choices(SCHEMA_KINDS))
    .option(
      "--for <file>",
      "with the questions and sections of this playbook, or of the one that this file tests",
    )
    .action(async (kind: SchemaKind | undefined, options: { for?: string }) => {
      const { schema } = await import("./schema.ts");
      finish(await schema(kind, options.for, terminal));
    });
  program
    .command("texts")
    .description("writes the file for a playbook's texts in another language, or brings it up to date")
    .argument("<playbook>", "a file, or the name of a playbook")
    .requiredOption("--language <language>", "such as de")
    .option("--dir <folder>", "where the playbook is looked for by its name", "playbooks")
    .action(async (playbook: string, options: TextsOptions) => {
      const { texts } = await import("./texts.ts");
      finish(await texts(playbook, options, terminal));
    });
  program
    .command("chat")
    .description("talks to a playbook in the terminal")
    .argument("<playbook>", "a file, or the name of a playbook")
    .option("--dir <folder>", "where the playbook is looked for by its name", "playbooks")
    .option("--page <path>", "the page that the visitor is on", "/")
    .option("--now <time>", 'such as "2026-11-23 10:00 Europe/Berlin"')
    .option("--language <language>", "what the visitor's browser speaks, such as de")
    .option("--record <file>", "adds the talk to this test file at its end")
    .option("--name <name>", "what the recorded conversation is called", "A recorded talk")
    .action(async (playbook: string, options: Omit<ChatOptions, OpenOption> & Partial<ChatOptions>) => {
      const { chat } = await import("./chat.ts");
      const { now, language, record } = options;
      finish(await chat(playbook, { ...options, now, language, record }, terminal));
    });
}

function addExplain(program: Command, terminal: Terminal, finish: (status: ExitStatus) => void): void {
  program
    .command("explain")
    .description("says how a message is read: which rule decided, why, and what the runner-up was")
    .argument("<message>", "what the visitor writes")
    .requiredOption("--playbook <playbook>", "a file, or the name of a playbook")
    .option("--dir <folder>", "where the playbook is looked for by its name", "playbooks")
    .option("--at <question>", "the question that is open")
    .option("--known <answers...>", "answers given before, as name=value")
    .option("--json", "for other programs", false)
    .action(async (message: string, options: ExplainArguments) => {
      const { explain } = await import("./explain.ts");
      finish(await explain(message, { ...options, at: options.at, known: options.known ?? [] }, terminal));
    });
}

interface ExplainArguments {
  readonly playbook: string;
  readonly dir: string;
  readonly at?: string;
  readonly known?: readonly string[];
  readonly json: boolean;
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
    .command("publish")
    .description("makes what the site's folder holds live in the store; says before whom that moves")
    .option("--note <text>", "kept with what is published")
    .option("--rollback <hash>", "makes this older version live again instead")
    .action(async ({ note, rollback }: { note?: string; rollback?: string }) => {
      const { publish } = await import("./publish.ts");
      finish(await publish({ note, rollback }, surroundings, terminal));
    });
  program
    .command("pull")
    .description("writes what is live in the store into the site's folder")
    .option("--force", "also over files that differ", false)
    .action(async ({ force }: { force: boolean }) => {
      const { pull } = await import("./pull.ts");
      finish(await pull({ force }, surroundings, terminal));
    });
  addPrivacyCommands(program, terminal, surroundings, finish);
  program
    .command("leads")
    .description("leads in the store")
    .command("export")
    .description("prints leads, the last changed first, for spreadsheets or programs")
    .option(
      "--since <time>",
      'only those that changed since then: 2026-11-01 or "2026-11-01 09:00 Europe/Berlin"',
    )
    .addOption(new Option("--format <format>", "how to print them").choices(LEADS_FORMATS).default("csv"))
    .action(async (options: LeadsExportOptions) => {
      const { leadsExport } = await import("./leads-export.ts");
      finish(await leadsExport(options, surroundings, terminal));
    });
  program
    .command("backup")
    .description("copies the data folder while the server runs; SQLite only")
    .argument("<folder>", "a new folder")
    .action(async (folder: string) => {
      const { backup } = await import("./backup.ts");
      finish(await backup(folder, surroundings, terminal));
    });
  program
    .command("restore")
    .description("puts a backup into an empty data folder; SQLite only")
    .argument("<folder>", "what parley backup made")
    .action(async (folder: string) => {
      const { restore } = await import("./restore.ts");
      finish(await restore(folder, surroundings, terminal));
    });
  program
    .command("doctor")
    .description("looks at all that the server needs, and says what is bad and what to do")
    .action(async () => {
      const { doctor } = await import("./doctor/doctor.ts");
      finish(await doctor(surroundings, terminal));
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

function addPrivacyCommands(
  program: Command,
  terminal: Terminal,
  surroundings: Surroundings,
  finish: (status: ExitStatus) => void,
): void {
  const whose = (command: Command) =>
    command
      .option("--lead <id>", "a lead and its conversation")
      .option("--visitor <id>", "all of a visitor: their token, or the id of one of their conversations")
      .option("--email <address>", "all leads with this address, and their conversations");
  whose(program.command("export"))
    .description("prints all that is kept of somebody as JSON")
    .action(async (options: WhoseOptions) => {
      const { exportHere } = await import("./privacy.ts");
      finish(await exportHere(options, surroundings, terminal));
    });
  whose(program.command("erase"))
    .description("erases all that is kept of somebody, for good")
    .option("--yes", "really", false)
    .action(async (options: WhoseOptions & { yes: boolean }) => {
      const { eraseHere } = await import("./privacy.ts");
      finish(await eraseHere(options, surroundings, terminal));
    });
}

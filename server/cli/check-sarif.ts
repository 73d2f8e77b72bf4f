import type { Fix, Place, Problem } from "../../engine/index.ts";

type Json = Readonly<Record<string, unknown>>;

/** The problems as a log of SARIF 2.1.0, which code hosts and editors read. */
export function sarifOf(problems: readonly Problem[], version: string): Json {
  const codes = [...new Map(problems.map((problem) => [problem.code, problem])).values()];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "parley",
            semanticVersion: version,
            rules: codes.map(({ code, hint, severity }) => ({
              id: code,
              shortDescription: { text: hint },
              defaultConfiguration: { level: severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: problems.map((problem) =>
          result(
            problem,
            codes.findIndex(({ code }) => code === problem.code),
          ),
        ),
      },
    ],
  };
}

function result({ code, severity, message, hint, file, at, fix }: Problem, ruleIndex: number): Json {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: `${message} ${hint}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(file), region: region(at) } }],
    ...(fix && { fixes: [sarifFix(file, fix)] }),
  };
}

function sarifFix(file: string, { from, to, text }: Fix): Json {
  return {
    description: { text: `Write ${text}` },
    artifactChanges: [
      {
        artifactLocation: artifact(file),
        replacements: [{ deletedRegion: region(from, to), insertedContent: { text } }],
      },
    ],
  };
}

function artifact(file: string): Json {
  const path = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return { uri: path.startsWith("/") ? `file://${path}` : path };
}

function region(from: Place, to?: Place): Json {
  return {
    startLine: from.line,
    startColumn: from.column,
    ...(to && { endLine: to.line, endColumn: to.column }),
  };
}

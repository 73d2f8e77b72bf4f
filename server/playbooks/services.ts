import { type CompiledPlaybook, missingServices, readServices, type Services } from "../../engine/index.ts";
import { type PlaybooksSetting, problemLines } from "./setting.ts";

const SERVICES_FILE = "services.yml";

/** @returns undefined when the file is wrong; none where there is no file. */
export async function servicesFrom({
  folder,
  report,
  log,
}: Pick<PlaybooksSetting, "folder" | "report" | "log">): Promise<Services | undefined> {
  if (!(await folder.names()).includes(SERVICES_FILE)) return new Map();
  const { services, problems } = readServices(await folder.read(SERVICES_FILE), SERVICES_FILE);
  if (problems.length > 0) report(problemLines(problems));
  if (!services) log.warn("services.refused", { problems: problems.length });
  return services;
}

/** Tells the author which calls of the live playbooks will take their `if_fails`. */
export function tellMissing(
  { report }: Pick<PlaybooksSetting, "report">,
  live: readonly CompiledPlaybook[],
  services: Services,
): void {
  const problems = live.flatMap(({ playbook }) => missingServices(playbook, services));
  if (problems.length > 0) report(problemLines(problems));
}

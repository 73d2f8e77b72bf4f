import { count } from "../show-problems.ts";
import { PathError, readSiteFiles } from "../site-files.ts";
import { readSiteFolders, type SiteFolder } from "../site-folder.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";
import { lookAtSecrets } from "./look-at-secrets.ts";

/** Whether the folder of the site can be served: its files, its origins, and the secrets that it names. */
export async function lookAtSite(
  playbooksDir: string,
  cwd: string,
  secret: (name: string) => string | undefined,
): Promise<readonly Finding[]> {
  try {
    const files = await readSiteFiles([playbooksDir], cwd);
    const folders = readSiteFolders(files);
    return folders.flatMap((folder) => [
      playbooksOf(folder),
      originsOf(folder),
      ...lookAtSecrets(folder, secret),
    ]);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return [
      bad("playbooks", error.message, "Set PLAYBOOKS_DIR to the folder with site.yml and *.playbook.yml."),
    ];
  }
}

function playbooksOf({ folder, playbooks, problems }: SiteFolder): Finding {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return bad("playbooks", `${count(errors, "error")} in ${folder}`, `parley check ${folder}`);
  const found = `${count(playbooks.length, "playbook")} in ${folder}, no errors`;
  const warnings = problems.length;
  if (warnings > 0)
    return doubtful("playbooks", `${found}, ${count(warnings, "warning")}`, `parley check ${folder}`);
  return good("playbooks", found);
}

function originsOf({ site }: SiteFolder): Finding {
  if (site.origins && site.origins.length > 0) return good("origins", site.origins.join(", "));
  return doubtful(
    "origins",
    "none are listed: any website may embed the chat",
    "List your website under origins: in site.yml.",
  );
}

import { Link } from "react-router";
import type { SettingView } from "../../server/wire/settings.ts";
import { Failure, Loading } from "../look/States.tsx";
import { hoursInWords } from "./hours-text.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import { useSettings } from "./use-settings-form.ts";

const SAYS: Readonly<Record<SettingView["source"], string>> = {
  file: "site.yml",
  console: "Set here",
  default: "Default",
};

/** Every setting with what it is and who says so. */
export function AllSettings() {
  const found = useSettings();
  return (
    <SettingsPage
      title="All settings"
      about="What site.yml sets counts, and is changed only there. What it leaves open can be set in these pages."
    >
      {found.isPending && <Loading what="the settings" rows={6} height={36} />}
      {found.isError && !found.data && (
        <Failure what="The settings did not load." error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data && <SettingsTable rows={found.data.data} />}
    </SettingsPage>
  );
}

function SettingsTable({ rows }: { readonly rows: readonly SettingView[] }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Is</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, value, source, line }) => (
          <tr key={key}>
            <th scope="row">
              <Link to={`/settings/${pageOf(key)}`}>
                <code>{key}</code>
              </Link>
            </th>
            <td data-called="Is" dir="auto">
              {shown(key, value)}
            </td>
            <td data-called="From">
              {source === "file" ? <code>{`site.yml:${line ?? 1}`}</code> : SAYS[source]}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where it is changed. */
function pageOf(key: string): string {
  const [first = "", second = ""] = key.split(".");
  if (first === "webhooks") return `webhooks/${second}`;
  if (first === "teams") return `teams/${second}`;
  if (first === "handoff") return "routing";
  if (["consent", "retention", "confirm_addresses"].includes(first)) return "privacy";
  if (["defaults", "time_zone"].includes(first)) return "teams";
  return first === "origins" ? "install" : "look";
}

function shown(key: string, value: unknown): string {
  if (value === null || value === undefined) return "Not set";
  if (key.endsWith(".hours")) return hoursInWords(value);
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return Object.values(value).flat().join(", ");
  return typeof value === "boolean" ? (value ? "Yes" : "No") : String(value);
}

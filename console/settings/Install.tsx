import { useQuery } from "@tanstack/react-query";
import type { SightingView } from "../../server/wire/settings.ts";
import { useFeed } from "../live/use-feed.ts";
import { CopyButton } from "../look/CopyButton.tsx";
import { Icon } from "../look/Icon.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { roughTime } from "../look/times.ts";
import { useParts } from "../parts.ts";
import { LinesSetting } from "./Fields.tsx";
import { SettingsPage, WithForm } from "./SettingsPage.tsx";
import { serverQuery, sightingsQuery } from "./settings-queries.ts";

/** The line for the website, whether it works, and where it may. */
export function Install() {
  const about = useQuery(serverQuery(useParts().api));
  return (
    <SettingsPage title="Install" about="One line on every page where the chat may appear, before </body>.">
      {about.isPending && <Loading what="the line" rows={1} height={72} />}
      {about.isError && (
        <Failure what="The line did not load." error={about.error} onRetry={() => void about.refetch()} />
      )}
      {about.data && <Snippets url={about.data.public_url} />}
      <Seen />
      <WithForm>
        {(form) => (
          <LinesSetting
            form={form}
            name="origins"
            label="Websites that may show the chat"
            description="One a line, like https://www.example.com; https://*.example.com for all below it. Empty: any website."
            placeholder="https://www.example.com"
          />
        )}
      </WithForm>
    </SettingsPage>
  );
}

function Snippets({ url }: { readonly url: string }) {
  const line = `<script src="${url}/parley.js" async></script>`;
  const origin = URL.canParse(url) ? new URL(url).origin : url;
  const policy = `script-src ${origin}; frame-src ${origin}; connect-src ${origin}`;
  const react = `useEffect(() => {\n  const script = document.createElement("script");\n  script.src = "${url}/parley.js";\n  script.async = true;\n  document.body.append(script);\n}, []);`;
  return (
    <section className="settings-part" aria-label="The line">
      <Code text={line} />
      <details>
        <summary>A site with a content security policy, React, WordPress or a tag manager</summary>
        <div className="settings-part">
          <p>Add these to the policy of your website:</p>
          <Code text={policy} />
          <p>In React, once, in the outermost component:</p>
          <Code text={react} />
          <p>
            In WordPress put the line into the footer of the theme, or into a plugin for header and footer
            code. In Google Tag Manager make a tag of the kind Custom HTML with it, on all pages.
          </p>
        </div>
      </details>
    </section>
  );
}

function Code({ text }: { readonly text: string }) {
  return (
    <div className="code-well">
      <pre>{text}</pre>
      <CopyButton text={text} variant="default" size="xs" />
    </div>
  );
}

/** Asks again every few seconds, so that whoever puts the line in sees it arrive. */
function Seen() {
  const seen = useQuery(sightingsQuery(useParts().api));
  const now = useFeed(useParts().clock);
  return (
    <section className="settings-part" aria-label="Seen">
      <h2>Does it work?</h2>
      {seen.data?.length === 0 && (
        <p role="status">
          Not seen on any website yet. Open a page with the line on it; this list looks every five seconds.
        </p>
      )}
      {seen.data && seen.data.length > 0 && (
        <ul aria-live="polite">
          {seen.data.slice(0, 10).map((one) => (
            <Sighting key={one.origin} sighting={one} now={now} />
          ))}
        </ul>
      )}
      {seen.isError && !seen.data && (
        <Failure what="The list did not load." error={seen.error} onRetry={() => void seen.refetch()} />
      )}
    </section>
  );
}

function Sighting({ sighting, now }: { readonly sighting: SightingView; readonly now: number }) {
  const { origin, at, allowed } = sighting;
  return (
    <li className="seen">
      <span className={allowed ? "seen-fine" : "seen-refused"}>
        <Icon name={allowed ? "check" : "late"} />
      </span>
      <span>
        {allowed ? "Seen on " : "Refused on "}
        <b>{origin}</b>
        {!allowed && ": it is not among the websites below"}
      </span>
      <time dateTime={at} title={at} className="meta">
        {roughTime(now - Date.parse(at))} ago
      </time>
    </li>
  );
}

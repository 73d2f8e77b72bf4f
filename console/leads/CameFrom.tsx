import { Anchor } from "@mantine/core";
import type { LeadDetail } from "../../server/wire/rep.ts";
import { safeLink } from "../look/safe-link.ts";
import { sentence } from "../look/words.ts";

/** The page on which the talk began, and the campaign in its address. */
export function CameFrom({ page, campaign }: Pick<LeadDetail, "page" | "campaign">) {
  const marks = Object.entries(campaign);
  return (
    <section className="lead-part" aria-label="Page and campaign">
      <h3>Page and campaign</h3>
      <dl className="facts facts-wide">
        <div>
          <dt>Page</dt>
          <dd dir="auto">
            {page.title !== undefined && <span className="page-title">{page.title}</span>}
            <Address url={page.url} />
          </dd>
        </div>
        {page.referrer !== undefined && page.referrer !== "" && (
          <div>
            <dt>Came from</dt>
            <dd>
              <Address url={page.referrer} />
            </dd>
          </div>
        )}
        {marks.map(([name, value]) => (
          <div key={name}>
            <dt>{sentence(name.replace(/^utm_/, ""))}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      {marks.length === 0 && <p className="meta">No campaign in the address.</p>}
    </section>
  );
}

function Address({ url }: { readonly url: string }) {
  const href = safeLink(url);
  if (href === undefined) return <span>{url}</span>;
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow" inherit underline="always">
      {href.replace(/^https?:\/\//, "")}
    </Anchor>
  );
}

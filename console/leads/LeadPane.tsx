import { Anchor } from "@mantine/core";
import type { LeadDetail, LeadView } from "../../server/wire/rep.ts";
import { Avatar } from "../look/Avatar.tsx";
import { Icon } from "../look/Icon.tsx";
import { safeLink } from "../look/safe-link.ts";
import { outcomeInWords, sentence, valueInWords } from "../look/words.ts";
import { Consents } from "./Consents.tsx";
import { Receipt } from "./Receipt.tsx";

interface LeadPaneProps {
  readonly name: string;
  readonly company?: string | undefined;
  readonly lead: LeadView;
  readonly page: LeadDetail["page"];
  readonly campaign: LeadDetail["campaign"];
  /** What the playbook wrote for the rep. */
  readonly note?: string | undefined;
}

/** Where an answer came from, when the visitor was not asked for it. */
const sourceWords = { told: "told unasked", given: "from the site" } as const;

/** All that is known of a visitor: first the story, then the receipt, then the facts. */
export function LeadPane({ name, company, lead, page, campaign, note }: LeadPaneProps) {
  return (
    <div className="lead-pane">
      <div className="lead-part lead-who">
        <Avatar name={name} size={40} />
        <p>
          <b dir="auto">{name}</b>
          <span dir="auto">{company ?? "Company not known"}</span>
        </p>
        {note !== undefined && (
          <p className="lead-note" dir="auto">
            {note}
          </p>
        )}
        {lead.outcome !== undefined && (
          <p className="meta lead-outcome">
            <Icon name="check" size={14} /> {outcomeInWords(lead.outcome)}
          </p>
        )}
      </div>
      <Receipt lead={lead} />
      <Facts lead={lead} />
      {lead.consents !== undefined && <Consents consents={lead.consents} />}
      <CameFrom page={page} campaign={campaign} />
    </div>
  );
}

function Facts({ lead: { answers } }: { readonly lead: LeadView }) {
  return (
    <section className="lead-part" aria-label="Facts">
      <h3>Facts</h3>
      {answers.length === 0 ? (
        <p className="meta">Nothing is known yet.</p>
      ) : (
        <dl className="facts">
          {answers.map(({ name, called, value, source }) => (
            <div key={name}>
              <dt>{sentence(called)}</dt>
              <dd dir="auto">{valueInWords(value)}</dd>
              {source !== "asked" && <dd className="meta">{sourceWords[source]}</dd>}
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function CameFrom({ page, campaign }: Pick<LeadPaneProps, "page" | "campaign">) {
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

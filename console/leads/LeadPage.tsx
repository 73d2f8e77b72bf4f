import { ActionIcon, Anchor, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import type { LeadDetail } from "../../server/wire/rep.ts";
import { leadQuery } from "../api/queries.ts";
import { Transcript } from "../inbox/Transcript.tsx";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { LeadPane } from "./LeadPane.tsx";
import { LeadPrivacy } from "./LeadPrivacy.tsx";

/** One lead for good: what is known, and every word that led to it. */
export function LeadPage() {
  const { id = "" } = useParams();
  const { site } = useMe();
  const lead = useQuery(leadQuery(useParts().api, id));
  return (
    <div className="lead-page">
      <header className="pane-head">
        <ActionIcon component={Link} to="/leads" variant="subtle" size={36} aria-label="All leads">
          <Icon name="back" size={20} />
        </ActionIcon>
        <h1 dir="auto">{lead.data?.name ?? "Lead"}</h1>
        {lead.data && <About lead={lead.data} />}
      </header>
      <title>{`${lead.data?.name ?? "Lead"} · ${site.name}`}</title>
      {lead.isPending && <Loading what="the lead" rows={6} />}
      {lead.isError && !lead.data && (
        <Failure what="The lead did not load." error={lead.error} onRetry={() => void lead.refetch()} />
      )}
      {lead.data && <Known lead={lead.data} />}
    </div>
  );
}

function About({ lead }: { readonly lead: LeadDetail }) {
  return (
    <p className="meta lead-about">
      {lead.playbook} <code title="Version of the playbook">{lead.version.slice(0, 7)}</code>, began{" "}
      <Moment at={lead.created_at} />
    </p>
  );
}

function Known({ lead }: { readonly lead: LeadDetail }) {
  const { person } = useMe();
  return (
    <div className="lead-page-body">
      <section className="talk" aria-label="Transcript">
        <Transcript
          conversation={lead.conversation}
          name={lead.name}
          messages={lead.messages}
          lead={lead.lead}
          version={lead.version}
          fold={false}
        />
      </section>
      <section className="lead-side" aria-label="What is known">
        <VisuallyHidden component="h2">What is known</VisuallyHidden>
        {lead.identity && <Signed by={lead.identity} />}
        {lead.verified && <Confirmed />}
        {lead.possibly_same.length > 0 && <PossiblySame others={lead.possibly_same} />}
        <LeadPane
          name={lead.name}
          lead={lead.lead}
          page={lead.page}
          campaign={lead.campaign}
          conversation={{ id: lead.conversation }}
        />
        {person.role === "admin" && <LeadPrivacy lead={lead} />}
      </section>
    </div>
  );
}

function Confirmed() {
  return (
    <p className="notice notice-good lead-same">
      <Icon name="check" />
      <span>The address was confirmed by its owner.</span>
    </p>
  );
}

function Signed({ by: { sub, email } }: { readonly by: NonNullable<LeadDetail["identity"]> }) {
  return (
    <p className="notice notice-good lead-same">
      <Icon name="check" />
      <span dir="auto">Verified by the website: {email === undefined ? sub : `${email} (${sub})`}</span>
    </p>
  );
}

function PossiblySame({ others }: { readonly others: LeadDetail["possibly_same"] }) {
  return (
    <p className="notice notice-warm lead-same">
      <Icon name="people" />
      <span>
        Gave the same address, never merged:{" "}
        {others.map(({ id, name, verified }) => (
          <Anchor key={id} component={Link} to={`/leads/${id}`} inherit underline="always">
            {name}
            {verified && " (verified)"}
          </Anchor>
        ))}
      </span>
    </p>
  );
}

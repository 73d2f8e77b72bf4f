import { useQuery } from "@tanstack/react-query";
import type { InboxRow, LeadDetail, LeadView } from "../../server/wire/rep.ts";
import { aboutQuery, steeringQuery } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { SteerPanel } from "../steer/SteerPanel.tsx";
import { Earlier, Pages, Reached } from "./Beside.tsx";
import { CameFrom } from "./CameFrom.tsx";
import { Consents } from "./Consents.tsx";
import { Facts } from "./Facts.tsx";
import { Receipt } from "./Receipt.tsx";
import { Who } from "./Who.tsx";

interface LeadPaneProps {
  readonly name: string;
  readonly company?: string | undefined;
  readonly lead: LeadView;
  readonly page: LeadDetail["page"];
  readonly campaign: LeadDetail["campaign"];
  /** What the playbook wrote for the rep. */
  readonly note?: string | undefined;
  /** The conversation that it came of; with its state where that is known. */
  readonly conversation: { readonly id: string } & Partial<Pick<InboxRow, "status" | "owner">>;
}

/** All that is known of a visitor: first the story, then what may be done, then the receipt and the facts. */
export function LeadPane({ name, company, lead, page, campaign, note, conversation }: LeadPaneProps) {
  const { api } = useParts();
  const { person } = useMe();
  const { id, status, owner } = conversation;
  const about = useQuery(aboutQuery(api, id)).data;
  const steering = useQuery(steeringQuery(api, id)).data;
  const acts = person.role === "rep" || person.role === "admin";
  return (
    <div className="lead-pane">
      <Who
        name={name}
        company={company}
        lead={lead}
        conversation={status && { status, ...(owner && { owner }) }}
        mail={about?.mail}
        timeZone={about?.time_zone}
        here={about?.here !== undefined}
        note={note}
      />
      {acts && steering && status !== undefined && <SteerPanel conversation={id} steering={steering} />}
      <Receipt lead={lead} />
      {about && <Pages about={about} />}
      <Facts lead={lead} conversation={acts ? id : undefined} steering={steering} />
      {about && <Reached about={about} />}
      {lead.consents !== undefined && <Consents consents={lead.consents} />}
      <CameFrom page={page} campaign={campaign} />
      {about && <Earlier about={about} />}
    </div>
  );
}

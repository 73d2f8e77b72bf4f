import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import type { FocusEvent } from "react";
import { NavLink, useNavigate } from "react-router";
import type { InboxPage } from "../../server/wire/rep.ts";
import { keys } from "../api/queries.ts";
import { Avatar } from "../look/Avatar.tsx";
import { Icon, type IconName } from "../look/Icon.tsx";
import { Mark } from "../look/Mark.tsx";
import { roleWords } from "../look/words.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { useWords } from "../words/words.ts";
import { queues } from "./queues.ts";
import { Views } from "./Views.tsx";

/** The side bar; a top bar on narrow screens. `counts` is undefined until the first answer. */
export function Side({ counts }: { readonly counts: InboxPage["counts"] | undefined }) {
  const { person, site } = useMe();
  const say = useWords();
  return (
    <nav aria-label={say("nav.name")} className="side">
      <p className="side-brand">
        <Mark /> <span dir="auto">{site.name}</span>
      </p>
      <ActionIcon
        variant="subtle"
        size={28}
        className="side-find"
        aria-label={say("nav.search")}
        title={say("nav.search")}
        onClick={spotlight.open}
      >
        <Icon name="search" />
      </ActionIcon>
      <div className="side-nav">
        <Entry to="/inbox" icon="inbox" title={say("nav.inbox")} />
        <Entry to="/visitors" icon="eye" title={say("nav.visitors")} />
        <Entry to="/leads" icon="people" title={say("nav.leads")} />
        {person.role !== "rep" && <Entry to="/board" icon="bars" title={say("nav.board")} />}
        {person.role === "admin" && <Entry to="/settings" icon="gear" title={say("nav.settings")} />}
      </div>
      <div className="side-nav side-queues">
        <h2>{say("nav.queues")}</h2>
        {queues.map(({ queue, icon }) => (
          <Entry
            key={queue}
            to={`/inbox/${queue}`}
            icon={icon}
            title={say(`queue.${queue}`)}
            count={counts?.[queue]}
          />
        ))}
        {counts !== undefined && counts.mentions > 0 && (
          <Entry to="/inbox/mentions" icon="mention" title={say("queue.mentions")} count={counts.mentions} />
        )}
        <Views />
      </div>
      <LoggedIn />
    </nav>
  );
}

interface EntryProps {
  readonly to: string;
  readonly icon: IconName;
  readonly title: string;
  readonly count?: number | undefined;
}

function Entry({ to, icon, title, count }: EntryProps) {
  const urgent = to === "/inbox/waiting" && count !== undefined && count > 0;
  return (
    <NavLink to={to} className="side-entry" onFocus={showWhole}>
      <Icon name={icon} />
      <span>{title}</span>
      {count !== undefined && (
        <span className={urgent ? "side-count side-count-urgent" : "side-count"}>{count}</span>
      )}
    </NavLink>
  );
}

/** On narrow screens the entries scroll, and browsers leave one that is half in sight where it is. */
function showWhole({ currentTarget }: FocusEvent<HTMLElement>) {
  currentTarget.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function LoggedIn() {
  const { person } = useMe();
  const { api, client, drafts, outgoing } = useParts();
  const say = useWords();
  const navigate = useNavigate();
  const logOut = async () => {
    await outgoing.flush();
    // Without an answer the cookie may still be good, but this browser forgets what it showed either way.
    await api.logOut().catch(() => undefined);
    await navigate("/login", { replace: true });
    client.clear();
    outgoing.clear();
    drafts.forget();
    client.setQueryData(keys.me, null);
  };
  return (
    <div className="side-person">
      <NavLink to="/account" className="side-own">
        <VisuallyHidden>{say("nav.account")}</VisuallyHidden>
        <Avatar name={person.name} />
        <p>
          <span dir="auto">{person.name}</span>
          <span className="meta">{roleWords[person.role].name}</span>
        </p>
      </NavLink>
      <ActionIcon
        variant="subtle"
        size={32}
        aria-label={say("nav.logOut")}
        title={say("nav.logOut")}
        onClick={() => void logOut()}
      >
        <Icon name="leave" />
      </ActionIcon>
    </div>
  );
}

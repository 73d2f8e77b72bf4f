import { ActionIcon, VisuallyHidden } from "@mantine/core";
import type { FocusEvent } from "react";
import { NavLink, useNavigate } from "react-router";
import type { InboxPage, Queue } from "../../server/wire/rep.ts";
import { keys } from "../api/queries.ts";
import { Avatar } from "../look/Avatar.tsx";
import { Icon, type IconName } from "../look/Icon.tsx";
import { Mark } from "../look/Mark.tsx";
import { roleWords } from "../look/words.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";

export const queues: readonly { readonly queue: Queue; readonly title: string; readonly icon: IconName }[] = [
  { queue: "waiting", title: "Waiting", icon: "bolt" },
  { queue: "mine", title: "Mine", icon: "person" },
  { queue: "bot", title: "With the bot", icon: "bot" },
  { queue: "closed", title: "Closed", icon: "check" },
];

/** The side bar; a top bar on narrow screens. `counts` is undefined until the first answer. */
export function Side({ counts }: { readonly counts: InboxPage["counts"] | undefined }) {
  const { person, site } = useMe();
  return (
    <nav aria-label="Console" className="side">
      <p className="side-brand">
        <Mark /> <span dir="auto">{site.name}</span>
      </p>
      <div className="side-nav">
        <Entry to="/inbox" icon="inbox" title="Inbox" />
        <Entry to="/visitors" icon="eye" title="Visitors" />
        <Entry to="/leads" icon="people" title="Leads" />
        {person.role === "admin" && <Entry to="/settings" icon="gear" title="Settings" />}
      </div>
      <div className="side-nav side-queues">
        <h2>Queues</h2>
        {queues.map(({ queue, title, icon }) => (
          <Entry key={queue} to={`/inbox/${queue}`} icon={icon} title={title} count={counts?.[queue]} />
        ))}
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
  const { api, client, outgoing } = useParts();
  const navigate = useNavigate();
  const logOut = async () => {
    // Without an answer the cookie may still be good, but this browser forgets what it showed either way.
    await api.logOut().catch(() => undefined);
    await navigate("/login", { replace: true });
    client.clear();
    outgoing.clear();
    client.setQueryData(keys.me, null);
  };
  return (
    <div className="side-person">
      <NavLink to="/account" className="side-own">
        <VisuallyHidden>Your account: </VisuallyHidden>
        <Avatar name={person.name} />
        <p>
          <span dir="auto">{person.name}</span>
          <span className="meta">{roleWords[person.role].name}</span>
        </p>
      </NavLink>
      <ActionIcon
        variant="subtle"
        size={32}
        aria-label="Log out"
        title="Log out"
        onClick={() => void logOut()}
      >
        <Icon name="leave" />
      </ActionIcon>
    </div>
  );
}

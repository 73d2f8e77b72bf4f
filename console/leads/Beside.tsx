import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { About } from "../../server/wire/live.ts";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { outcomeInWords, sentence } from "../look/words.ts";

/** Pages that were opened since the talk began, the last first. */
export function Pages({ about: { pages, here } }: { readonly about: About }) {
  if (pages.length === 0) return null;
  return (
    <section className="lead-part" aria-label="Pages visited">
      <header>
        <h3>Pages visited</h3>
        {here && (
          <span className="lead-here">
            <span className="dot" aria-hidden="true" /> On the site
          </span>
        )}
      </header>
      <ol className="lead-pages">
        {pages.toReversed().map(({ path, title, at }, index) => (
          <li key={`${at} ${path}`} className={index === 0 && here ? "lead-page-now" : undefined}>
            <span dir="auto">
              {title ?? path}
              {title !== undefined && <span className="meta"> {path}</span>}
            </span>
            <Moment at={at} />
          </li>
        ))}
      </ol>
    </section>
  );
}

const reachWords: Readonly<Record<About["mail"]["reach"], string>> = {
  verified: "What you write goes there by mail when they have left, with a link to go on.",
  unverified:
    "Nothing is mailed: nobody has confirmed this address. What you write waits here until they are back.",
  no_address: "No address is known. What you write waits here until they are back.",
  off: "This server sends no mail. What you write waits here until they are back.",
};

const stateWords: Readonly<Record<NonNullable<About["mail"]["last"]>["state"], string>> = {
  sent: "Your words were sent by mail.",
  unverified: "They had left, and your words were not mailed: the address is not verified.",
  no_address: "They had left, and your words were not mailed: there is no address.",
  off: "They had left, and your words were not mailed: no mail is set up.",
  limited: "They had left, and your words were not mailed: too many letters went there today.",
};

/** How the visitor is reached when they have left, and what became of the last words that they did not wait for. */
export function Reached({ about: { mail } }: { readonly about: About }) {
  const { reach, email, last } = mail;
  return (
    <section className="lead-part" aria-label="When they have left">
      <h3>When they have left</h3>
      {email !== undefined && (
        <p className="lead-reach" dir="auto">
          <Icon name="mail" size={14} /> {email}{" "}
          <span className="meta">{reach === "verified" ? "verified" : "not verified"}</span>
        </p>
      )}
      <p className="meta">{reachWords[reach]}</p>
      {last && (
        <p className={last.state === "sent" ? "notice notice-good" : "notice notice-warm"}>
          <Icon name={last.state === "sent" ? "check" : "info"} />
          <span>
            {stateWords[last.state]} <Moment at={last.at} />
          </span>
        </p>
      )}
    </section>
  );
}

/** Other conversations of the same visitor, the newest first. */
export function Earlier({ about: { earlier } }: { readonly about: About }) {
  if (earlier.length === 0) return null;
  return (
    <section className="lead-part" aria-label="Other conversations">
      <h3>Other conversations</h3>
      <ul className="lead-earlier">
        {earlier.map(({ id, playbook, status, started_at, outcome, score, grade }) => (
          <li key={id}>
            <Anchor component={Link} to={`/inbox/${queueOf(status)}/${id}`} inherit underline="always">
              {sentence(playbook)}
            </Anchor>
            <span className="meta">
              {outcome === undefined ? "" : `${outcomeInWords(outcome)}, `}
              <Moment at={started_at} />
            </span>
            <ScoreChip score={score} grade={grade} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function queueOf(status: About["earlier"][number]["status"]): string {
  switch (status) {
    case "bot":
      return "bot";
    case "human":
      return "mine";
    case "ended":
      return "closed";
    default:
      return "waiting";
  }
}

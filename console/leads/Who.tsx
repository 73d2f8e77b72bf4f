import { useFeed } from "../live/use-feed.ts";
import { Avatar } from "../look/Avatar.tsx";
import { Icon } from "../look/Icon.tsx";
import { localTime } from "../look/times.ts";
import { outcomeInWords } from "../look/words.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { storyOf, type Told } from "./story.ts";

interface WhoProps extends Omit<Told, "bot"> {
  /** IANA name of the visitor's time zone. */
  readonly timeZone: string | undefined;
  /** They are on the site now. */
  readonly here: boolean;
  /** What the playbook wrote for the rep. */
  readonly note: string | undefined;
}

/** Who it is, and their story in three lines, before anything else. */
export function Who({ timeZone, here, note, ...told }: WhoProps) {
  const { bot } = useMe().site;
  const now = useFeed(useParts().clock);
  const { name, company, lead } = told;
  const time = timeZone === undefined ? undefined : localTime(timeZone, now);
  return (
    <div className="lead-part lead-who">
      <Avatar name={name} size={40} />
      <p>
        <b dir="auto">{name}</b>
        <span dir="auto">
          {company ?? "Company not known"}
          {time !== undefined && `, ${time}`}
        </span>
      </p>
      {here && (
        <div className="lead-here">
          <span className="dot" aria-hidden="true" /> On the site now
        </div>
      )}
      <ul className="lead-story" aria-label="Story" dir="auto">
        {storyOf({ ...told, bot }).map((line, at) => (
          // Always three, each in its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells them apart
          <li key={at}>{line}</li>
        ))}
      </ul>
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
  );
}

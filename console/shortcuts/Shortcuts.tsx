import { Kbd, Modal } from "@mantine/core";
import { Spotlight, type SpotlightActionData, spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useNavigate } from "react-router";
import { ownInboxQuery } from "../api/queries.ts";
import { useFeed } from "../live/use-feed.ts";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useWords, type Word } from "../words/words.ts";
import { useActs } from "./use-acts.ts";
import { useKeys } from "./use-keys.ts";

/** Every key of the console, in the order of the sheet. */
const SHEET: readonly (readonly [key: string, word: Word])[] = [
  ["?", "key.sheet"],
  ["Ctrl K", "key.palette"],
  ["/", "key.search"],
  ["j", "key.next"],
  ["k", "key.previous"],
  ["Enter", "key.open"],
  ["c", "key.claim"],
  ["r", "key.reply"],
  ["n", "key.note"],
  ["t", "key.transfer"],
  ["b", "key.return"],
  ["s", "key.snooze"],
  ["e", "key.close"],
  ["u", "key.unread"],
  ["i", "key.lead"],
  ["Ctrl Enter", "key.send"],
  ["Esc", "key.leave"],
  ["g i", "key.goInbox"],
  ["g l", "key.goLeads"],
  ["g s", "key.goSettings"],
  ["g a", "key.goAccount"],
];

/** The keys of the console, the sheet that lists them, and the commands. Once for the frame. */
export function Shortcuts() {
  const say = useWords();
  const { api } = useParts();
  const navigate = useNavigate();
  const [sheet, setSheet] = useState(false);
  const single = useQuery(ownInboxQuery(api)).data?.single_keys ?? true;
  useKeys(
    single,
    useCallback(() => spotlight.open(), []),
  );
  useActs([
    { key: "?", word: "key.sheet", run: () => setSheet(true) },
    { key: "g i", word: "key.goInbox", run: () => void navigate("/inbox") },
    { key: "g l", word: "key.goLeads", run: () => void navigate("/leads") },
    { key: "g s", word: "key.goSettings", run: () => void navigate("/settings") },
    { key: "g a", word: "key.goAccount", run: () => void navigate("/account") },
  ]);
  return (
    <>
      <Palette />
      <Modal opened={sheet} onClose={() => setSheet(false)} title={say("keys.title")} size="lg">
        <dl className="key-sheet">
          {SHEET.map(([key, word]) => (
            <div key={key}>
              <dt>{say(word)}</dt>
              <dd>
                <Keys keys={key} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="meta">{say(single ? "keys.on" : "keys.off")}</p>
      </Modal>
    </>
  );
}

/** Key caps: "g i" are two in a row, "Ctrl K" are two at once. */
export function Keys({ keys }: { readonly keys: string }) {
  const say = useWords();
  const parts = keys.split(" ");
  const between = keys.startsWith("Ctrl") ? "+" : say("keys.then");
  return (
    <span className="key-caps">
      {parts.map((part, at) => (
        <span key={part}>
          {at > 0 && <span className="key-between">{between} </span>}
          <Kbd>{part.length === 1 ? part.toUpperCase() : part}</Kbd>
        </span>
      ))}
    </span>
  );
}

function Palette() {
  const say = useWords();
  const acts = useFeed(useParts().acts.all).filter(({ keyOnly }) => keyOnly !== true);
  const actions: SpotlightActionData[] = acts.map(({ key, word, run }) => ({
    id: `${key} ${word}`,
    label: say(word),
    rightSection: <Keys keys={key} />,
    onClick: run,
  }));
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound={say("palette.nothing")}
      searchProps={{
        leftSection: <Icon name="search" />,
        placeholder: say("palette.placeholder"),
        "aria-label": say("palette.placeholder"),
      }}
      highlightQuery={false}
    />
  );
}

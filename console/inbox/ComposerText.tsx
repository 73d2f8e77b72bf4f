import { ActionIcon, Button, FileButton } from "@mantine/core";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Icon } from "../look/Icon.tsx";
import { useWords } from "../words/words.ts";
import { Suggest, type Suggestion } from "./Suggest.tsx";
import { useSuggestions } from "./use-suggestions.ts";

const LONGEST = 4000;
/** From here on the limit is told. */
const NEAR_LIMIT = 200;

interface ComposerTextProps {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly note: boolean;
  readonly onWrite: (text: string) => void;
  readonly onSend: () => void;
  /** A canned reply with its variables filled. */
  readonly fill: (template: string) => string;
  /** Undefined: no files here. */
  readonly onFiles: ((files: Iterable<File>) => void) | undefined;
}

/** The text field, with what may be put in at the cursor, and what is done with the text. */
export function ComposerText(props: ComposerTextProps) {
  const { box, label, placeholder, text, note, onWrite, onSend, fill, onFiles } = props;
  const say = useWords();
  const list = useId();
  const help = useId();
  const [cursor, setCursor] = useState(0);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const select = useRef<readonly [number, number]>(undefined);
  const { suggestions, from } = useSuggestions(text, cursor, note);
  const shown = closed ? [] : suggestions;
  const chosen = Math.min(at, shown.length - 1);
  const rest = LONGEST - text.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is to be selected is there once the text has changed
  useLayoutEffect(() => {
    if (!select.current || !box.current) return;
    box.current.focus();
    box.current.setSelectionRange(...select.current);
    setCursor(select.current[1]);
    select.current = undefined;
  }, [box, text]);

  const put = (inserted: string, start: number, end: number) => {
    const bracket = /\[[\w.]+\]/.exec(inserted);
    const first = start + (bracket?.index ?? inserted.length);
    // What is not known is selected, so that the next letter takes its place.
    select.current = [first, first + (bracket?.[0].length ?? 0)];
    onWrite((text.slice(0, start) + inserted + text.slice(end)).slice(0, LONGEST));
  };
  const take = ({ title, text: template }: Suggestion) => {
    put(template === undefined ? `@${title} ` : fill(template), from, cursor);
    setAt(0);
  };
  const begin = (sign: "/" | "@") => {
    const gap = text === "" || /\s$/.test(text.slice(0, cursor)) ? "" : " ";
    setClosed(false);
    put(gap + sign, cursor, cursor);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    } else if (event.key === "Escape") {
      if (shown.length > 0) setClosed(true);
      else event.currentTarget.blur();
    } else if (shown.length > 0) chooseByKey(event);
  };
  const chooseByKey = (event: KeyboardEvent) => {
    const suggestion = shown[chosen];
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) setAt((chosen + by + shown.length) % shown.length);
    else if ((event.key === "Enter" || event.key === "Tab") && suggestion) take(suggestion);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    const { files } = event.clipboardData;
    if (!onFiles || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <>
      <Suggest id={list} suggestions={shown} at={chosen} onTake={take} />
      <textarea
        ref={box}
        aria-label={label}
        aria-describedby={help}
        aria-autocomplete="list"
        aria-controls={shown.length > 0 ? list : undefined}
        aria-activedescendant={shown.length > 0 ? `${list}-${chosen}` : undefined}
        placeholder={placeholder}
        dir="auto"
        rows={2}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => {
          setCursor(event.currentTarget.selectionStart);
          setClosed(false);
          onWrite(event.currentTarget.value);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div className="composer-line">
        {onFiles && (
          <FileButton multiple onChange={onFiles}>
            {(button) => (
              <ActionIcon {...button} variant="subtle" size={28} aria-label={say("compose.attach")}>
                <Icon name="attach" />
              </ActionIcon>
            )}
          </FileButton>
        )}
        {note ? (
          <ActionIcon
            variant="subtle"
            size={28}
            aria-label={say("compose.mention")}
            onClick={() => begin("@")}
          >
            <Icon name="mention" />
          </ActionIcon>
        ) : (
          <Button variant="subtle" size="compact-sm" onClick={() => begin("/")}>
            / {say("compose.canned")}
          </Button>
        )}
        <span id={help} className="meta">
          {rest < NEAR_LIMIT ? (
            say("compose.left", { count: rest })
          ) : (
            <span className="composer-keys">{say("compose.keys")}</span>
          )}
        </span>
        <Button
          type="submit"
          size="sm"
          className={note ? "composer-add" : undefined}
          disabled={text.trim() === ""}
          leftSection={<Icon name={note ? "note" : "send"} />}
        >
          {say(note ? "compose.add" : "compose.send")}
        </Button>
      </div>
    </>
  );
}

/** @jsxImportSource preact */
import type { InputHTMLAttributes } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./Icon.tsx";
import type { Field } from "./question.ts";
import { fill, type Texts } from "./texts.ts";

interface ComposerProps {
  /** The field that fits the open question; undefined: free text. */
  readonly field: Field | undefined;
  /** The word for the open question; names the field. */
  readonly label: string | undefined;
  readonly placeholder: string;
  /** The answer that was not accepted: it stands in the field to be mended. */
  readonly refused: string | undefined;
  /** Changes when another question is open. */
  readonly asked: number;
  /** Goes up when the composer shall take the focus. */
  readonly focus: number;
  readonly onSend: (text: string) => void;
  /** Called at each letter. */
  readonly onType: () => void;
  readonly texts: Texts;
}

/** Where the visitor writes. Whatever the field, words of any kind can be sent: the playbook decides what they are. */
export function Composer(props: ComposerProps) {
  const { label, refused, asked, onSend, texts } = props;
  const [text, setText] = useState("");
  const [inWords, setInWords] = useState(false);
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const field =
    inWords && props.field ? { ...props.field, type: "text" as const, mode: "text" as const } : props.field;
  const free = field === undefined;
  const draft = useRef(text);
  draft.current = text;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time it was asked
  useEffect(() => {
    setInWords(false);
    if (refused !== undefined && draft.current === "") setText(refused);
  }, [asked, refused]);
  // Another kind of field is another element: who was writing goes on writing.
  const held = control.current !== null && document.activeElement === control.current;
  useLayoutEffect(() => {
    if (held && document.activeElement !== control.current) control.current?.focus();
  });
  useLayoutEffect(() => {
    if (props.focus > 0) control.current?.focus({ preventScroll: true });
  }, [props.focus]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: grows and shrinks with the text
  useLayoutEffect(() => {
    const element = control.current;
    if (element?.tagName !== "TEXTAREA") return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 120)}px`;
  }, [text, free]);

  function submit(event: Event): void {
    event.preventDefault();
    const words = text.trim();
    if (words !== "") onSend(words);
    else control.current?.focus();
    setText("");
  }

  const wrong = refused !== undefined && text.trim() === refused;
  const common = {
    id: "composer",
    ref: control,
    value: text,
    dir: "auto" as const,
    maxLength: 4000,
    placeholder: props.placeholder,
    "aria-invalid": wrong,
    "aria-describedby": wrong ? "wrong" : undefined,
    onInput: (event: Event) => {
      setText((event.currentTarget as HTMLInputElement).value);
      props.onType();
    },
  };
  const named = props.field?.labelled === true;
  return (
    <form class="composer" noValidate onSubmit={submit}>
      <label for="composer" class={named ? "" : "sr"}>
        {(field && label) || texts.yourMessage}
      </label>
      <div class={wrong ? "box wrong" : "box"}>
        {field === undefined ? (
          <textarea
            {...common}
            rows={1}
            enterkeyhint="send"
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
            }}
          />
        ) : (
          <input {...inputOf(common, field)} />
        )}
        <button type="submit" class={text.trim() === "" ? "send" : "send ready"} aria-label={texts.send}>
          <Icon name="send" />
        </button>
      </div>
      {wrong && (
        <p class="wrong-words" id="wrong">
          <Icon name="alert" size={14} /> {fill(texts.notAccepted, { value: refused })}
        </p>
      )}
      {props.field && props.field.mode !== "text" && !inWords && (
        <button
          type="button"
          class="words"
          onClick={() => {
            setInWords(true);
            control.current?.focus();
          }}
        >
          {texts.writeWords}
        </button>
      )}
    </form>
  );
}

/** Preact types each kind of input apart; which one it is, is known only here. */
function inputOf(
  common: object,
  { type, mode, autocomplete }: Pick<Field, "type" | "mode" | "autocomplete">,
) {
  return { ...common, type, inputMode: mode, autocomplete, enterkeyhint: "send" } as InputHTMLAttributes;
}

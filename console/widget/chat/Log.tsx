/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../../../server/wire/message.ts";
import { Cards } from "./Cards.tsx";
import { Avatar } from "./Header.tsx";
import { Icon } from "./Icon.tsx";
import type { Outgoing } from "./keep.ts";
import { splitLinks } from "./links.ts";
import { changeable, fieldOf } from "./question.ts";
import { fill, type Texts } from "./texts.ts";
import { speaker } from "./transcript.ts";

interface LogProps {
  readonly messages: readonly Message[];
  readonly outgoing: readonly Outgoing[];
  /** The bot's name while it is writing. */
  readonly typing: string | undefined;
  readonly busy: boolean;
  readonly canChange: boolean;
  readonly onChange: (change: string) => void;
  readonly onRetry: (id: string) => void;
  readonly onRemove: (id: string) => void;
  readonly texts: Texts;
}

/** What was said, oldest first; what is on its way stands at the end. */
export function Log(props: LogProps) {
  const { messages, outgoing, typing, texts } = props;
  const box = useRef<HTMLDivElement>(null);
  const [behind, setBehind] = useState(false);
  const atEnd = useRef(true);
  const echoes = outgoing.filter(({ landed, label }) => !landed && label !== "");
  const last = messages.at(-1)?.seq;
  const writing = typing !== undefined;
  const sent = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each thing that makes the log longer
  useLayoutEffect(() => {
    if (atEnd.current) toEnd(box.current);
    else setBehind(true);
  }, [last, writing]);
  // Who says something wants to see what comes of it.
  useLayoutEffect(() => {
    if (outgoing.length > sent.current) toEnd(box.current);
    sent.current = outgoing.length;
  }, [outgoing.length]);
  useEffect(() => {
    const element = box.current;
    if (element === null || typeof ResizeObserver === "undefined") return;
    // The keyboard or the tray took room: the end stays in view.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd(box.current);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function onScroll(): void {
    const element = box.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
    if (atEnd.current) setBehind(false);
  }

  const answers = changeable(messages);
  // The dots belong to the same run of bubbles, which has one picture of its speaker.
  const typesOn = (index: number) =>
    typing !== undefined &&
    echoes.length === 0 &&
    index === messages.length - 1 &&
    messages[index]?.from === "bot";
  return (
    <div class="middle">
      <div
        ref={box}
        class="log"
        role="log"
        aria-label={texts.log}
        aria-busy={props.busy}
        tabIndex={0}
        onScroll={onScroll}
      >
        {messages.map((message, index) => (
          <Line
            key={message.seq}
            message={message}
            first={!sameSpeaker(message, messages[index - 1])}
            last={typesOn(index) ? false : !sameSpeaker(message, messages[index + 1])}
            answer={answers.has(message.seq) ? { input: answers.get(message.seq) } : undefined}
            {...props}
          />
        ))}
        {echoes.map((item) => (
          <Echo key={item.body.id} item={item} {...props} />
        ))}
        {typing !== undefined && <Typing name={typing} texts={texts} />}
      </div>
      {behind && (
        <button type="button" class="jump" onClick={() => toEnd(box.current)}>
          {texts.newMessages} <Icon name="down" />
        </button>
      )}
    </div>
  );
}

function toEnd(element: HTMLElement | null): void {
  if (element !== null) element.scrollTop = element.scrollHeight;
}

function sameSpeaker(one: Message, other: Message | undefined): boolean {
  return one.from === other?.from && one.name === other.name;
}

interface LineProps extends Pick<LogProps, "canChange" | "onChange" | "texts"> {
  readonly message: Message;
  readonly first: boolean;
  readonly last: boolean;
  /** Set on the answers that can be changed. */
  readonly answer: { readonly input: Message["input"] } | undefined;
}

function Line({ message, first, last, answer, canChange, onChange, texts }: LineProps) {
  const { from, text, change, cards = [] } = message;
  if (from === "system") return <p class="event">{text}</p>;
  const changeButton = answer && canChange && change !== undefined && (
    <button
      type="button"
      class="change"
      aria-label={fill(texts.changeOf, { label: answer.input?.label ?? text ?? "" })}
      onClick={() => onChange(change)}
    >
      {texts.change}
    </button>
  );
  if (answer !== undefined && fieldOf(answer.input?.kind)?.labelled) {
    return <Folded label={answer.input?.label ?? ""} text={text ?? ""} button={changeButton} texts={texts} />;
  }
  const who = speaker(message, texts);
  return (
    <div class={`line ${from}${first ? " first" : ""}${last ? " last" : ""}`}>
      {from !== "visitor" && last && <Avatar rep={from === "rep" ? message.name : undefined} />}
      <div class="said">
        {first && from !== "visitor" ? (
          <Name message={message} texts={texts} />
        ) : (
          <span class="sr">{who}: </span>
        )}
        {changeButton && (
          <span class="kept">
            <Icon name="check" size={14} />
            {changeButton}
          </span>
        )}
        {text !== undefined && text !== "" && <Bubble>{text}</Bubble>}
        <Cards cards={cards} texts={texts} />
      </div>
    </div>
  );
}

function Name({ message, texts }: { readonly message: Message; readonly texts: Texts }) {
  const { from, name, at } = message;
  return (
    <div class="name">
      <span dir="auto">{name}</span> {from === "bot" ? <b class="tag">{texts.bot}</b> : <Time at={at} />}
    </div>
  );
}

function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at}>{new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}</time>
  );
}

/** Words, with web addresses as links. Never markup. */
function Bubble({ children }: { readonly children: string }) {
  const parts = splitLinks(children);
  return (
    <div class="bubble" dir="auto">
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
          <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ),
      )}
    </div>
  );
}

interface FoldedProps {
  readonly label: string;
  readonly text: string;
  readonly button: ComponentChildren;
  readonly texts: Texts;
}

/** An answer that went through a field: one line with a tick. */
function Folded({ label, text, button, texts }: FoldedProps) {
  return (
    <div class="folded">
      <span class="tick">
        <Icon name="check" size={14} />
      </span>
      <span class="kept-text">
        <span class="sr">{texts.you}: </span>
        <small dir="auto">{label}</small>
        <span dir="auto">{text}</span>
      </span>
      {button}
    </div>
  );
}

interface EchoProps extends Pick<LogProps, "onRetry" | "onRemove" | "texts"> {
  readonly item: Outgoing;
}

function Echo({ item, onRetry, onRemove, texts }: EchoProps) {
  const { state, label, body } = item;
  return (
    <div class={`line visitor first last ${state}`}>
      <div class="said">
        <span class="sr">{texts.you}: </span>
        <div class="bubble" dir="auto">
          {label}
        </div>
        <p class="state">
          {state === "sending" ? (
            <>
              <Icon name="clock" size={14} /> {texts.sending}
            </>
          ) : (
            <>
              <Icon name="alert" size={14} /> {texts.notSent}
              <button type="button" onClick={() => onRetry(body.id)}>
                {texts.retry}
              </button>
              <button type="button" onClick={() => onRemove(body.id)}>
                {texts.remove}
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

function Typing({ name, texts }: { readonly name: string; readonly texts: Texts }) {
  return (
    <div class="line last bot">
      <Avatar rep={undefined} />
      <div class="said">
        <div class="bubble typing">
          <i />
          <i />
          <i />
          <span class="words">{fill(texts.isTyping, { name })}</span>
        </div>
      </div>
    </div>
  );
}

/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { Page, StartReply } from "../../../server/wire/visitor.ts";
import type { Start } from "../bridge.ts";
import { Attach } from "./Attach.tsx";
import { Banner } from "./Banner.tsx";
import { Composer } from "./Composer.tsx";
import { Consent } from "./Consent.tsx";
import type { ChatState, Client, Say } from "./client.ts";
import { consentFor } from "./consent-for.ts";
import { Header } from "./Header.tsx";
import { Log } from "./Log.tsx";
import { fieldOf, type OpenQuestion, openQuestion } from "./question.ts";
import { Tray } from "./Tray.tsx";
import { fill, type Texts } from "./texts.ts";
import { transcriptText } from "./transcript.ts";
import { useClient, useReveal } from "./use-client.ts";
import { waitWords } from "./wait-words.ts";

export interface Surroundings {
  readonly look: StartReply["look"] | undefined;
  readonly page: Page;
  /** What begins when the visitor starts. */
  readonly start: Start;
  readonly texts: Texts;
  /** Goes up each time the visitor opened the chat: the composer takes the focus. */
  readonly focus: number;
  /** The visitor has the chat before their eyes. */
  readonly visible: boolean;
  readonly onClose: (() => void) | undefined;
  /** The visitor came by the link of a mail, and has not pressed the button yet. */
  readonly resume?: (() => void) | undefined;
  readonly save: (name: string, text: string) => void;
}

interface ChatProps extends Surroundings {
  readonly client: Client;
}

/** The whole chat. */
export function Chat(props: ChatProps) {
  const { client, look, page, texts, visible, onClose, focus } = props;
  const state = useClient(client);
  const { resume } = props;
  const { wanted, start } = consentFor(props, state.phase);
  const { shown, botTyping } = useReveal(state);
  const [taps, setTaps] = useState(0);
  const last = state.messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (visible && last > 0) client.markSeen();
  }, [client, visible, last]);

  const messages = state.messages.filter(({ seq }) => seq <= shown);
  const question = openQuestion(messages, state.status);
  const rep = repOf(state);
  const bot = look?.bot ?? messages.find(({ from }) => from === "bot")?.name ?? texts.bot;

  function say(what: Say, label: string): void {
    if (state.phase === "idle") client.begin(start, page);
    client.send(what, label);
    if (!isTouch()) setTaps(taps + 1);
  }

  function startOver(): void {
    if (state.phase === "open" && state.status === "bot") {
      say({ text: texts.startOverWords }, texts.startOverWords);
      return;
    }
    client.begin(startAgain(start, client.playbook()), page);
    if (!isTouch()) setTaps(taps + 1);
  }

  // Nobody may leave a person who is on the way, or there, by mistake.
  const free = state.phase === "open" && (state.status === "bot" || state.status === "ended");
  const download = () => props.save("chat.txt", transcriptText(state.messages, look?.name ?? "", texts));
  return (
    <div class="chat">
      <Header
        title={rep ?? look?.name ?? texts.chat}
        rep={rep}
        presence={presenceOf(state, rep, look?.online === true, bot, texts)}
        online={state.status === "human" || look?.online === true}
        onClose={onClose}
        onStartOver={free ? startOver : undefined}
        onDownload={messages.length > 0 ? download : undefined}
        texts={texts}
      />
      {state.connecting && <Banner nextTryAt={state.nextTryAt} onTryNow={client.retryNow} texts={texts} />}
      <Log
        messages={messages}
        outgoing={state.outgoing}
        typing={botTyping ? bot : state.typing}
        busy={state.phase === "starting"}
        canChange={free}
        onChange={(change) => say({ change }, "")}
        onRetry={client.retry}
        onRemove={client.remove}
        texts={texts}
      />
      <footer class="tray">
        {wanted !== undefined ? (
          <Consent
            text={wanted}
            onAgree={() => client.begin({ ...start, consent: wanted }, page)}
            onRefuse={onClose}
            texts={texts}
          />
        ) : (
          <Notice
            state={state}
            texts={texts}
            onStart={() => client.begin(start, page)}
            onResume={resume}
            onOver={startOver}
            onRetry={client.retryNow}
            onStop={() => void client.stopWaiting()}
          />
        )}
        {question && <Tray question={question} outgoing={state.outgoing} onSay={say} texts={texts} />}
        {takesFiles(state, question) && <Attach onFile={client.sendFile} texts={texts} />}
        {takesWords(state, wanted, resume) && (
          <Composer
            {...composerOf(question, rep, texts)}
            asked={question?.message.seq ?? 0}
            focus={focus + taps}
            onSend={(text) => say({ text }, text)}
            onType={client.typing}
            texts={texts}
          />
        )}
      </footer>
    </div>
  );
}

/** The same playbook from its start; what came with the first one was for that one. */
function startAgain({ playbook, consent }: Start, last: string | undefined): Start {
  const name = last ?? playbook;
  return { ...(name !== undefined && { playbook: name }), ...(consent !== undefined && { consent }) };
}

/** @param first What the visitor has to say yes to before. */
function takesWords({ phase }: ChatState, ...first: readonly unknown[]): boolean {
  return first.every((one) => one === undefined) && phase !== "refused" && phase !== "gone";
}

/** Where a file is asked for, and beside a person. */
function takesFiles({ phase, status }: ChatState, question: OpenQuestion | undefined): boolean {
  return phase === "open" && (status === "human" || question?.input?.kind === "file");
}

function composerOf(question: OpenQuestion | undefined, rep: string | undefined, texts: Texts) {
  const field = fieldOf(question?.input?.kind);
  const label = question?.input?.label;
  return {
    field,
    label: label && label.slice(0, 1).toUpperCase() + label.slice(1),
    refused: question?.refused,
    placeholder: placeholderOf(question, rep, texts),
  };
}

function placeholderOf(question: OpenQuestion | undefined, rep: string | undefined, texts: Texts): string {
  if (rep !== undefined) return fill(texts.writeTo, { name: rep.split(" ")[0] ?? rep });
  const field = fieldOf(question?.input?.kind);
  if (field?.mode === "email") return texts.likeEmail;
  if (field?.mode === "numeric" || field?.mode === "decimal") return texts.likeNumber;
  const buttons = (question?.choices.length ?? 0) > 0 || question?.input?.kind === "yes_no";
  return buttons ? texts.orWrite : texts.placeholder;
}

/** The person who has the talk, once they have said something: an announcement holds no name of its own. */
function repOf({ status, messages }: ChatState): string | undefined {
  return status === "human" ? messages.findLast(({ from }) => from === "rep")?.name : undefined;
}

function presenceOf(
  { status }: ChatState,
  rep: string | undefined,
  online: boolean,
  bot: string,
  texts: Texts,
) {
  if (status === "human") return rep === undefined ? texts.personHere : texts.withYou;
  if (status === "waiting" || status === "parked") return texts.waiting;
  return online ? texts.peopleHere : fill(texts.botHere, { name: bot });
}

interface NoticeProps {
  readonly state: ChatState;
  readonly onStart: () => void;
  /** There is a conversation to go on with instead of beginning one. */
  readonly onResume: (() => void) | undefined;
  readonly onOver: () => void;
  readonly onRetry: () => void;
  readonly onStop: () => void;
  readonly texts: Texts;
}

/** What there is to say about the chat itself, and the one thing to do about it. */
function Notice({ state, texts, ...on }: NoticeProps) {
  const { words, label, act } = noticeOf(state, texts, on);
  return (
    <>
      <div role="status" class="notice">
        {words}
      </div>
      {label && (
        <button type="button" class="wide" onClick={act}>
          {label}
        </button>
      )}
    </>
  );
}

function noticeOf(
  { phase, status, slowDown, wait }: ChatState,
  texts: Texts,
  on: Omit<NoticeProps, "state" | "texts">,
) {
  if (phase === "idle" && on.onResume) return { words: texts.goOnHint, label: texts.goOn, act: on.onResume };
  if (phase === "idle") return { words: texts.startHint, label: texts.start, act: on.onStart };
  if (phase === "refused") return { words: texts.refused, label: texts.tryNow, act: on.onRetry };
  if (phase === "gone") return { words: texts.gone, label: texts.startOver, act: on.onOver };
  if (slowDown !== undefined) return { words: slowDown || texts.starting };
  if (phase === "starting") return { words: texts.starting };
  if (status === "ended") return { words: texts.ended, label: texts.startOver, act: on.onOver };
  if (status !== "waiting" && status !== "parked") return { words: "" };
  const words = waitWords(wait, texts, Date.now());
  return wait?.may_stop === true ? { words, label: texts.stopWaiting, act: on.onStop } : { words };
}

/** On a touch screen the focus would call the keyboard up over the answer. */
function isTouch(): boolean {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
}

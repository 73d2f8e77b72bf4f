import type { Message, Status } from "../../server/wire/message.ts";
import type { Page, StartConversation, StartReply } from "../../server/wire/visitor.ts";

/** What a conversation is begun with, where the visitor's browser has none yet. `consent`: the page says that the visitor agreed to these words. */
export type Start = Pick<StartConversation, "playbook" | "event" | "facts" | "returning" | "consent">;

/** From the loader on the company's page to the chat in the iframe. Nothing in it is secret. */
export type ToChat =
  | {
      readonly parley: "init";
      readonly page: Page;
      readonly look: StartReply["look"] | undefined;
      readonly locale: string;
      readonly theme: string;
      /** The page's `--parley-*` variables, by name. */
      readonly variables: Readonly<Record<string, string>>;
      /** The chat sits in the page itself: it has no close button and waits for the visitor to begin. */
      readonly inline: boolean;
      /** What begins when the visitor presses "Start". */
      readonly start: Start;
    }
  /** With `act` the visitor did something that begins a new conversation where the old one has ended. */
  | { readonly parley: "open"; readonly focus: boolean; readonly act: boolean; readonly start: Start }
  | { readonly parley: "closed" }
  /** With `start` what begins has changed too. */
  | { readonly parley: "page"; readonly page: Page; readonly start?: Start }
  /** Who the visitor is, signed by the site's server. */
  | { readonly parley: "identify"; readonly jwt: string };

/** From the chat to the loader. The visitor's words never leave the iframe. */
export type ToHost =
  | { readonly parley: "hello" }
  | { readonly parley: "close" }
  /** A person wants to talk. */
  | { readonly parley: "call" }
  | { readonly parley: "unread"; readonly count: number }
  | { readonly parley: "message"; readonly seq: number; readonly from: Message["from"] }
  | { readonly parley: "status"; readonly status: Status };

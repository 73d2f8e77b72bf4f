import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { mark, markOf } from "../machine/memory.ts";
import { change, emit } from "../machine/state.ts";
import type { MessageCard } from "../messages/message.ts";
import { child, type SourceNode, textOf } from "../problems/source-node.ts";
import { shortHash } from "./hash.ts";
import { plainText } from "./key-schemas.ts";
import type { Card, CardButton, ShowStep } from "./step.ts";
import type { StepReader } from "./step-reader.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const button = {
  type: "object",
  properties: { label: plainText, link: plainText },
  required: ["label", "link"],
  additionalProperties: false,
  description: "a button like { label: Read it, link: https://example.com }",
};
const cardKeys = {
  title: plainText,
  text: plainText,
  image: plainText,
  file: plainText,
  buttons: { type: "array", items: button, description: "a list of buttons" },
};
const card = {
  type: "object",
  minProperties: 1,
  properties: cardKeys,
  additionalProperties: false,
  description: "a card like { title: Our guide, text: Ten pages }",
};
const shown = {
  type: "object",
  minProperties: 1,
  properties: {
    link: plainText,
    label: plainText,
    ...cardKeys,
    cards: { type: "array", minItems: 1, items: card, description: "a list of cards" },
  },
  additionalProperties: false,
  description: "what to show, like { link: https://example.com, label: Start free }",
};

/** `- show: { link: …, label: … }`, `{ file: …, label: … }` or `{ cards: […] }`. */
export const show: VerbDefinition<ShowStep> = {
  verb: "show",
  keys: { show: shown },
  read(raw, reader) {
    const node = child(raw, "show");
    if (node === undefined || node.kind !== "map") return [];
    const list = child(node, "cards");
    const cards =
      list === undefined ? [readCard(node, reader)] : list.items.map((item) => readCard(item, reader));
    return [
      { verb: "show", key: reader.key(raw, "show", shortHash(JSON.stringify(node.json))), at: raw.at, cards },
    ];
  },
  state: showState,
};

function readCard(node: SourceNode, reader: StepReader): Card {
  const link = reader.text(child(node, "link"));
  const file = textOf(child(node, "file"));
  const label = reader.text(child(node, "label"));
  const named = reader.text(child(node, "title"));
  const buttons = (child(node, "buttons")?.items ?? []).flatMap((item) => readButton(item, reader));
  return {
    // A label names the link's button; beside a file it is the card's title.
    title: named ?? (link === undefined ? label : undefined),
    text: reader.text(child(node, "text")),
    image: reader.text(child(node, "image")),
    file,
    buttons: link === undefined ? buttons : [{ label: label ?? link, link }, ...buttons],
  };
}

function readButton(node: SourceNode, reader: StepReader): readonly CardButton[] {
  const label = reader.text(child(node, "label"));
  const link = reader.text(child(node, "link"));
  return label === undefined || link === undefined ? [] : [{ label, link }];
}

/** Shows its cards once; a replay passes over it. */
function showState(step: ShowStep, next: string, b: Builder): void {
  b.add(step.key, {
    entry: [
      b.visit(step.key),
      emit((context) =>
        markOf(context, b.section, step.key)
          ? undefined
          : { out: "show", cards: step.cards.map((card) => cardOf(card, context, b)) },
      ),
      change((context) => mark(context, b.section, step.key, { done: true })),
    ],
    always: [{ target: next }],
  });
}

function cardOf(card: Card, context: Context, b: Builder): MessageCard {
  return {
    ...(card.title && { title: b.text(context, card.title) }),
    ...(card.text && { text: b.text(context, card.text) }),
    ...(card.image && { image: b.text(context, card.image) }),
    ...(card.file !== undefined && { file: card.file }),
    ...(card.buttons.length > 0 && {
      buttons: card.buttons.map(({ label, link }) => ({
        label: b.text(context, label),
        link: b.text(context, link),
      })),
    }),
  };
}

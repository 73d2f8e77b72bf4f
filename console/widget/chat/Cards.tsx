/** @jsxImportSource preact */
import type { Message } from "../../../server/wire/message.ts";
import { Icon } from "./Icon.tsx";
import { safeLink } from "./links.ts";
import type { Texts } from "./texts.ts";

type Card = NonNullable<Message["cards"]>[number];

/** What the bot shows beside its words. Nothing in it is markup; a link with a foreign scheme is only a word. */
export function Cards({ cards, texts }: { readonly cards: readonly Card[]; readonly texts: Texts }) {
  return (
    <>
      {cards.map((card, index) => (
        <OneCard // biome-ignore lint/suspicious/noArrayIndexKey: the cards of a message never move
          key={index}
          card={card}
          texts={texts}
        />
      ))}
    </>
  );
}

function OneCard({ card, texts }: { readonly card: Card; readonly texts: Texts }) {
  const { title, text, image, file, buttons = [] } = card;
  const picture = image === undefined ? undefined : safeLink(image, location.href);
  const bare = title === undefined && text === undefined && picture === undefined && file === undefined;
  const links = buttons.map(({ label, link }) => (
    <LinkTo key={link} label={label} link={link} texts={texts} />
  ));
  if (bare) return <>{links}</>;
  return (
    <div class="card">
      {picture?.startsWith("http") && <img src={picture} alt={title ?? ""} />}
      {title !== undefined && <strong dir="auto">{title}</strong>}
      {text !== undefined && <p dir="auto">{text}</p>}
      {file !== undefined && <FileOf file={file} texts={texts} />}
      {links}
    </div>
  );
}

function FileOf({ file, texts }: { readonly file: string; readonly texts: Texts }) {
  const named = /^(https?:\/\/|\/)/.test(file);
  const name = decodeURIComponent(file.split("/").at(-1) ?? file);
  if (named) return <LinkTo label={name} link={file} texts={texts} file />;
  return (
    <p class="file">
      <Icon name="file" />
      {file}
    </p>
  );
}

interface LinkToProps {
  readonly label: string;
  readonly link: string;
  readonly texts: Texts;
  readonly file?: boolean;
}

function LinkTo({ label, link, texts, file = false }: LinkToProps) {
  const href = safeLink(link, location.href);
  if (href === undefined) return <p dir="auto">{label}</p>;
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
      {file && <Icon name="file" />}
      <span dir="auto">{label}</span>
      <Icon name="next" />
      <span class="sr">({texts.newTab})</span>
    </a>
  );
}

import { TextInput } from "@mantine/core";
import { Icon } from "../look/Icon.tsx";
import { contrast, figure, wordsOn } from "./contrast.ts";
import { ChoiceSetting, Described, isFixed, TakeBack, TextSetting, textOf } from "./Fields.tsx";
import { LookPreview } from "./LookPreview.tsx";
import { SettingsPage, WithForm } from "./SettingsPage.tsx";
import type { SettingsForm } from "./use-settings-form.ts";

/** What the widget takes where nothing is set. */
const PETROL = "#0c6b75";
/** On dark pages its own colour is a lighter one; a colour that is set is the same on both. */
const PETROL_ON_DARK = "#5dbbc5";

/** How the widget looks and what it is called, beside a picture of it. */
export function Look() {
  return (
    <SettingsPage
      title="Look"
      about="How the chat looks on your website. A page's own --parley-primary wins over the colour here."
    >
      <WithForm>
        {(form) => (
          <div className="settings-two">
            <div className="settings-part">
              <Color form={form} />
              <ChoiceSetting
                form={form}
                name="widget.position"
                label="Corner"
                options={[
                  {
                    value: "end",
                    label: "Right",
                    description: "Left on pages that read from right to left.",
                  },
                  {
                    value: "start",
                    label: "Left",
                    description: "Right on pages that read from right to left.",
                  },
                ]}
              />
              <TextSetting
                form={form}
                name="widget.launcher"
                label="Words on the launcher"
                description="Empty: the sign alone. At most 40 letters."
                placeholder="Chat with us"
                maxLength={40}
              />
              <TextSetting
                form={form}
                name="name"
                label="Name of the site"
                description="In the head of the chat and in mail."
              />
              <TextSetting
                form={form}
                name="bot.name"
                label="Name of the bot"
                description="It is always labelled as a bot."
              />
              <ChoiceSetting
                form={form}
                name="tone"
                label="Tone"
                description="Which of its texts a playbook speaks, where it has several."
                options={[
                  { value: "plain", label: "Plain" },
                  { value: "warm", label: "Warm" },
                  { value: "playful", label: "Playful" },
                ]}
              />
            </div>
            <LookPreview
              color={colorOf(form)}
              position={form.value("widget.position") === "start" ? "start" : "end"}
              launcher={textOf(form.value("widget.launcher"))}
              bot={textOf(form.value("bot.name"))}
            />
          </div>
        )}
      </WithForm>
    </SettingsPage>
  );
}

function colorOf(form: SettingsForm): string {
  const color = textOf(form.value("widget.color"));
  return contrast(color, color) === undefined ? PETROL : color;
}

function Color({ form }: { readonly form: SettingsForm }) {
  const field = { form, name: "widget.color", label: "Colour" };
  const color = textOf(form.value("widget.color"));
  return (
    <div className="setting">
      <div className="color-row">
        <TextInput
          label="Colour"
          description={<Described {...field} description="Of the launcher and of what can be pressed." />}
          placeholder={PETROL}
          maxLength={7}
          readOnly={isFixed(field)}
          value={color}
          onChange={({ currentTarget: { value } }) => form.change("widget.color", value)}
          error={form.error("widget.color")}
        />
        <input
          type="color"
          aria-label="Choose the colour"
          disabled={isFixed(field)}
          value={colorOf(form)}
          onChange={({ currentTarget: { value } }) => form.change("widget.color", value)}
        />
      </div>
      <TakeBack {...field} />
      <Ratios color={colorOf(form)} isOwn={color === ""} />
    </div>
  );
}

/** What WCAG 2.2 AA asks: 4.5 for words, 3 for what has to be seen to be pressed. */
function Ratios({ color, isOwn }: { readonly color: string; readonly isOwn: boolean }) {
  const words = wordsOn(color);
  const rows = [
    { what: "Words on it", on: color, ink: words, least: 4.5 },
    { what: "On a light page", on: "#ffffff", ink: color, least: 3 },
    { what: "On a dark page", on: "#1a1e20", ink: isOwn ? PETROL_ON_DARK : color, least: 3 },
  ];
  return (
    <ul className="ratios" aria-label="Contrast">
      {rows.map(({ what, on, ink, least }) => (
        <Ratio key={what} what={what} on={on} ink={ink} least={least} />
      ))}
    </ul>
  );
}

interface RatioProps {
  readonly what: string;
  readonly on: string;
  readonly ink: string;
  readonly least: number;
}

function Ratio({ what, on, ink, least }: RatioProps) {
  const ratio = contrast(on, ink) ?? 1;
  const good = ratio >= least;
  return (
    <li>
      <span className="swatch" aria-hidden="true" style={{ background: on, color: ink }}>
        {least === 3 ? "●" : "Aa"}
      </span>
      {what}
      <b>{figure(ratio)} : 1</b>
      <span className={good ? "ratio-verdict ratio-good" : "ratio-verdict ratio-poor"}>
        <Icon name={good ? "check" : "late"} size={14} />
        {good ? `AA (${least})` : `Below ${least}`}
      </span>
    </li>
  );
}

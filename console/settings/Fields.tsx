import { Button, NativeSelect, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { SettingsForm } from "./use-settings-form.ts";

interface FieldProps {
  readonly form: SettingsForm;
  /** The key, as site.yml has it. */
  readonly name: string;
  readonly label: string;
  readonly description?: ReactNode;
}

interface TextSettingProps extends FieldProps {
  readonly placeholder?: string;
  readonly maxLength?: number;
}

/** One line of text; empty means not set. */
export function TextSetting({ placeholder = "", maxLength = 200, ...field }: TextSettingProps) {
  const { form, name, label } = field;
  return (
    <div className="setting">
      <TextInput
        label={label}
        description={<Described {...field} />}
        placeholder={placeholder}
        maxLength={maxLength}
        readOnly={isFixed(field)}
        value={textOf(form.value(name))}
        onChange={(event) => form.change(name, event.currentTarget.value)}
        error={form.error(name)}
      />
      <TakeBack {...field} />
    </div>
  );
}

/** Some lines of one text. */
export function LongTextSetting({ placeholder = "", ...field }: TextSettingProps) {
  const { form, name, label } = field;
  return (
    <div className="setting">
      <Textarea
        label={label}
        description={<Described {...field} />}
        placeholder={placeholder}
        maxLength={1000}
        rows={3}
        readOnly={isFixed(field)}
        value={textOf(form.value(name))}
        onChange={(event) => form.change(name, event.currentTarget.value)}
        error={form.error(name)}
      />
      <TakeBack {...field} />
    </div>
  );
}

/** A list, one entry a line. */
export function LinesSetting({
  placeholder = "",
  rows = 4,
  ...field
}: TextSettingProps & { readonly rows?: number }) {
  const { form, name, label } = field;
  const value = form.value(name);
  const lines = Array.isArray(value) ? value.map(String) : value === null ? [] : [textOf(value)];
  return (
    <div className="setting">
      <Textarea
        label={label}
        description={<Described {...field} />}
        placeholder={placeholder}
        rows={rows}
        readOnly={isFixed(field)}
        value={lines.join("\n")}
        onChange={(event) => {
          const text = event.currentTarget.value;
          form.change(name, text.trim() === "" ? null : text.split("\n"));
        }}
        onBlur={() => {
          const kept = lines.map((line) => line.trim()).filter((line) => line !== "");
          if (!isFixed(field) && kept.join() !== lines.join())
            form.change(name, kept.length > 0 ? kept : null);
        }}
        error={form.error(name)}
      />
      <TakeBack {...field} />
    </div>
  );
}

interface ChoiceSettingProps extends FieldProps {
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly description?: string;
  }[];
}

/** One of a few. Values are texts; `true` and `false` are sent as what they are. */
export function ChoiceSetting({ options, ...field }: ChoiceSettingProps) {
  const { form, name, label } = field;
  return (
    <div className="setting">
      <Radio.Group
        label={label}
        description={<Described {...field} />}
        value={textOf(form.value(name))}
        onChange={(value) => form.change(name, plain(value))}
        error={form.error(name)}
      >
        <Stack gap={10} mt={8}>
          {options.map((option) => (
            <Radio key={option.value} {...option} disabled={isFixed(field)} />
          ))}
        </Stack>
      </Radio.Group>
      <TakeBack {...field} />
    </div>
  );
}

interface SelectSettingProps extends FieldProps {
  readonly options: readonly string[];
  /** What stands where nothing is chosen. */
  readonly none?: string;
}

/** One of many. */
export function SelectSetting({ options, none, ...field }: SelectSettingProps) {
  const { form, name, label } = field;
  const value = textOf(form.value(name));
  // Greyed out it could hardly be read, and there is nothing to choose.
  if (isFixed(field)) return <TextSetting {...field} />;
  const known = value === "" || options.includes(value) ? options : [value, ...options];
  return (
    <div className="setting">
      <NativeSelect
        label={label}
        description={<Described {...field} />}
        value={value}
        onChange={(event) => form.change(name, event.currentTarget.value)}
        data={[...(none === undefined ? [] : [{ value: "", label: none }]), ...known]}
        error={form.error(name)}
      />
      <TakeBack {...field} />
    </div>
  );
}

/** Whether site.yml says it, so that it cannot be changed here. */
export function isFixed({ form, name }: Pick<FieldProps, "form" | "name">): boolean {
  return form.setting(name).source === "file";
}

/** What it is, and where it is set if site.yml sets it. */
export function Described({ form, name, description }: FieldProps) {
  const { source, line } = form.setting(name);
  return (
    <>
      {description}
      {source === "file" && (
        <span className="setting-fixed">
          Set in <code>{`site.yml:${line ?? 1}`}</code>, and can be changed only there.
        </span>
      )}
    </>
  );
}

/** Takes back what was set here. */
export function TakeBack({ form, name, label }: FieldProps) {
  if (form.setting(name).source !== "console" || form.value(name) === null) return null;
  return (
    <Button
      size="xs"
      variant="subtle"
      className="setting-back"
      aria-label={`Back to the default: ${label}`}
      onClick={() => form.change(name, null)}
    >
      Back to the default
    </Button>
  );
}

export function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

function plain(value: string): string | boolean {
  return value === "true" || value === "false" ? value === "true" : value;
}

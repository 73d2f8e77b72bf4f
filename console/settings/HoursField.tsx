import { Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Described, isFixed, TakeBack } from "./Fields.tsx";
import { DAYS, hoursOf, type Week, weekOf } from "./hours-text.ts";
import type { SettingsForm } from "./use-settings-form.ts";

interface HoursFieldProps {
  readonly form: SettingsForm;
  readonly name: string;
}

const OFFICE: Week = DAYS.map((_, day) => (day < 5 ? "09:00-17:00" : ""));

/** A week of hours, a line a day; a day without any is closed. */
export function HoursField({ form, name }: HoursFieldProps) {
  const value = form.value(name);
  // As it is typed: what is half written is no hours yet.
  const [typed, setTyped] = useState<Week>();
  const field = { form, name, label: "Hours" };
  const week = typed ?? weekOf(value);
  const fixed = isFixed(field);
  const put = (next: Week) => {
    setTyped(next);
    form.change(name, hoursOf(next));
  };
  return (
    <fieldset className="setting">
      <legend>Hours</legend>
      <p className="meta">
        <Described
          {...field}
          description={"Like 09:00-17:30, or 09:00-12:00, 13:00-17:00. 22:00-06:00 goes on in the morning."}
        />
      </p>
      <Radio.Group
        aria-label="When it is there"
        value={value === null ? "always" : "week"}
        onChange={(choice) => {
          if (choice === "week") return put(OFFICE);
          setTyped(undefined);
          form.change(name, null);
        }}
      >
        <Stack gap={10} my={8}>
          <Radio value="always" label="Always" disabled={fixed} />
          <Radio value="week" label="In these hours" disabled={fixed} />
        </Stack>
      </Radio.Group>
      {value !== null && (
        <div className="week">
          {DAYS.map((day, at) => (
            <DayLine
              key={day}
              day={day}
              text={week[at] ?? ""}
              fixed={fixed}
              onChange={(text) => put(week.map((other, index) => (index === at ? text : other)))}
            />
          ))}
        </div>
      )}
      {form.error(name) !== undefined && (
        <p role="alert" className="notice notice-danger">
          {form.error(name)}
        </p>
      )}
      <TakeBack {...field} />
    </fieldset>
  );
}

interface DayLineProps {
  readonly day: string;
  readonly text: string;
  readonly fixed: boolean;
  readonly onChange: (text: string) => void;
}

function DayLine({ day, text, fixed, onChange }: DayLineProps) {
  return (
    <>
      <span aria-hidden="true">{day}</span>
      <TextInput
        aria-label={day}
        placeholder="Closed"
        autoComplete="off"
        readOnly={fixed}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiProblem } from "../api/api-problem.ts";

/** A code of the telephone, or a recovery code. */
export function CodeField({ value, onChange, first = false }: CodeFieldProps) {
  return (
    <TextInput
      label={first ? "First code" : "Code"}
      description={first ? "Six digits." : "Six digits of your authenticator app, or a recovery code."}
      autoComplete="one-time-code"
      size="md"
      maxLength={30}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
      // It appears when it is needed, and is what comes next.
      ref={focusOnce}
    />
  );
}

interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The one that turns codes on: there are no recovery codes yet. */
  readonly first?: boolean;
}

const seen = new WeakSet<Element>();

function focusOnce(field: HTMLInputElement | null): void {
  if (!field || seen.has(field)) return;
  seen.add(field);
  field.focus();
}

export function isCodeNeeded(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "CODE_NEEDED";
}

/** Whether the server has asked for a code since the page was opened: the field stays then. */
export function useCodeAsked(error: unknown): boolean {
  const [asked, setAsked] = useState(false);
  if (!asked && isCodeNeeded(error)) setAsked(true);
  return asked;
}

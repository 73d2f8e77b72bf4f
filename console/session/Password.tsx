import { PasswordInput } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon } from "../look/Icon.tsx";

/** A password field whose content can be shown. */
export function Password({ label, description, value, onChange, error, autoComplete }: PasswordProps) {
  return (
    <PasswordInput
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      autoComplete={autoComplete}
      size="md"
      visibilityToggleIcon={({ reveal }) => <Icon name={reveal ? "hidden" : "eye"} />}
      visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0, "aria-hidden": false }}
    />
  );
}

interface PasswordProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: ReactNode;
  readonly autoComplete: "current-password" | "new-password";
}

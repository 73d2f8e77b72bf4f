import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import type { TotpSetUp } from "../../server/wire/account.ts";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { CopyButton } from "../look/CopyButton.tsx";
import { useParts } from "../parts.ts";
import { CodeField } from "../session/CodeField.tsx";
import { Password } from "../session/Password.tsx";
import { Trouble } from "./Trouble.tsx";

/** Codes of a telephone as the second step of logging in: off, being set up, or on. */
export function Codes({ on }: { readonly on: boolean }) {
  const [setUp, setSetUp] = useState<TotpSetUp>();
  const [recovery, setRecovery] = useState<readonly string[]>();
  const { client } = useParts();
  const done = () => {
    setSetUp(undefined);
    setRecovery(undefined);
    refresh(client, keys.me);
  };
  return (
    <section aria-labelledby="account-codes">
      <h2 id="account-codes">Codes when you log in</h2>
      {recovery && <RecoveryCodes codes={recovery} onDone={done} />}
      {!recovery && setUp && <FirstCode setUp={setUp} onRight={setRecovery} />}
      {!recovery && !setUp && <Switch on={on} onBegun={setSetUp} onRemoved={done} />}
    </section>
  );
}

interface SwitchProps {
  readonly on: boolean;
  readonly onBegun: (setUp: TotpSetUp) => void;
  readonly onRemoved: () => void;
}

/** Both ways ask for the password again: whoever finds the console open must not take it over. */
function Switch({ on, onBegun, onRemoved }: SwitchProps) {
  const { api, client } = useParts();
  const [password, setPassword] = useState("");
  const act = useMutation({
    mutationFn: async () => {
      if (on) await api.removeCodes(password);
      else onBegun(await api.beginCodes(password));
    },
    onSuccess: () => {
      setPassword("");
      if (on) onRemoved();
    },
    onError: (error) => noteLogOut(client, error),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (password !== "") act.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <p>
        {on
          ? "On. After your password you are asked for a code of your authenticator app."
          : "Off. With an authenticator app on your phone, a stolen password alone opens nothing."}
      </p>
      <Password
        label="Your password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <Trouble error={act.error} />
      <Button type="submit" variant="default" loading={act.isPending}>
        {on ? "Turn codes off" : "Set up codes"}
      </Button>
    </form>
  );
}

interface FirstCodeProps {
  readonly setUp: TotpSetUp;
  readonly onRight: (recovery: readonly string[]) => void;
}

function FirstCode({ setUp: { secret, uri }, onRight }: FirstCodeProps) {
  const { api, client } = useParts();
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => api.confirmCodes(code),
    onSuccess: ({ recovery }) => onRight(recovery),
    onError: (error) => noteLogOut(client, error),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (code !== "") confirm.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <p>
        Add this key to your authenticator app, or <a href={uri}>open it in the app</a> on this device. Then
        write the code that the app shows.
      </p>
      <div className="copy-well">
        <code>{secret.match(/.{4}/g)?.join(" ")}</code>
        <CopyButton text={secret} size="sm" />
      </div>
      <CodeField first value={code} onChange={setCode} />
      <Trouble error={confirm.error} />
      <Button type="submit" loading={confirm.isPending}>
        Turn codes on
      </Button>
    </form>
  );
}

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  return (
    <>
      <p role="status">
        Codes are on. Keep these ten recovery codes where your phone is not: each works once, and they are
        shown only now.
      </p>
      <ul className="recovery" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="dialog-buttons">
        <CopyButton text={codes.join("\n")} variant="default" />
        <Button onClick={onDone}>I have kept them</Button>
      </div>
    </>
  );
}

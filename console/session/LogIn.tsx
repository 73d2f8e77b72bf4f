import { Button, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { ApiProblem, inWords } from "../api/api-problem.ts";
import { Icon } from "../look/Icon.tsx";
import { CodeField, isCodeNeeded, useCodeAsked } from "./CodeField.tsx";
import { Door } from "./Door.tsx";
import { Password } from "./Password.tsx";
import { useLogIn } from "./use-log-in.ts";

/** Log in by e-mail and password. */
export function LogIn() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const [query] = useSearchParams();
  const logIn = useLogIn();

  const asked = useCodeAsked(logIn.error);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const complete = email.trim() !== "" && password !== "";
    setMissing(!complete);
    if (complete) logIn.mutate({ email: email.trim(), password, ...(asked && code !== "" && { code }) });
  };

  return (
    <Door title="Log in" under={location.host}>
      {query.has("over") && (
        <p className="door-note">Your session is over. Log in to go on where you were.</p>
      )}
      <form onSubmit={submit} noValidate className="door-fields">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={missing && email.trim() === "" && "Write your e-mail address."}
        />
        <Password
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={missing && password === "" && "Write your password."}
        />
        {asked && <CodeField value={code} onChange={setCode} />}
        {logIn.isError && !isCodeNeeded(logIn.error) && (
          <p role="alert" className="notice notice-danger">
            <Icon name="late" />
            <span>{refusal(logIn.error)}</span>
          </p>
        )}
        <Button type="submit" size="md" loading={logIn.isPending}>
          Log in
        </Button>
      </form>
      <p className="meta">No password yet? Ask an admin for a one-time link.</p>
    </Door>
  );
}

/** The same words for an unknown address and a wrong password: a stranger learns nothing. */
function refusal(error: Error): string {
  if (error instanceof ApiProblem && error.code === "CODE_WRONG") return inWords(error);
  const wrong = error instanceof ApiProblem && [400, 401, 403, 404].includes(error.status);
  return wrong ? "This e-mail and password do not go together. Check both, then try again." : inWords(error);
}

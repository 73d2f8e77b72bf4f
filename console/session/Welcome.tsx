import { Anchor, Button } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { ApiProblem, inWords } from "../api/api-problem.ts";
import { Icon } from "../look/Icon.tsx";
import { CodeField, isCodeNeeded, useCodeAsked } from "./CodeField.tsx";
import { Door } from "./Door.tsx";
import { Password } from "./Password.tsx";
import { useLogIn } from "./use-log-in.ts";

const SHORTEST = 10;

/** Where a one-time link leads: it sets a password. Opening it sends nothing, so that a mail scanner spends no link. */
export function Welcome() {
  const [query] = useSearchParams();
  const link = query.get("link");
  return (
    <Door title="Welcome to Parley" under={location.host}>
      {link === null ? (
        <>
          <p className="notice notice-danger" role="alert">
            <Icon name="late" />
            <span>
              This address has no link in it. Open the whole link you were given, or ask an admin for a new
              one.
            </span>
          </p>
          <p>
            <Anchor component={Link} to="/login" underline="always">
              Log in with a password
            </Anchor>
          </p>
        </>
      ) : (
        <SetPassword link={link} />
      )}
    </Door>
  );
}

function SetPassword({ link }: { readonly link: string }) {
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const logIn = useLogIn();
  const [code, setCode] = useState("");
  const asked = useCodeAsked(logIn.error);
  const tooShort = password.length < SHORTEST;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!tooShort) logIn.mutate({ link, password, ...(asked && code !== "" && { code }) });
  };

  return (
    <form onSubmit={submit} noValidate className="door-fields">
      <Password
        label="Choose a password"
        description={`At least ${SHORTEST} characters. A few plain words are fine.`}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={tried && tooShort && missing(SHORTEST - password.length)}
      />
      {asked && <CodeField value={code} onChange={setCode} />}
      {logIn.isError && !isCodeNeeded(logIn.error) && (
        <p role="alert" className="notice notice-danger">
          <Icon name="late" />
          <span>{refusal(logIn.error)}</span>
        </p>
      )}
      <Button type="submit" size="md" loading={logIn.isPending}>
        Set password and log in
      </Button>
    </form>
  );
}

function refusal(error: Error): string {
  if (error instanceof ApiProblem && error.code === "CODE_WRONG") return inWords(error);
  const spent = error instanceof ApiProblem && [400, 401, 403, 404, 409, 410].includes(error.status);
  return spent
    ? "This link was used already or is older than 24 hours. Ask an admin for a new one."
    : inWords(error);
}

function missing(characters: number): string {
  return characters === 1 ? "One more character, please." : `${characters} more characters, please.`;
}

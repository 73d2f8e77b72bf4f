import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { Password } from "../session/Password.tsx";
import { Trouble } from "./Trouble.tsx";

const SHORTEST = 10;

/** Changes the own password. Every other session ends with it. */
export function PasswordChange() {
  const { api, client } = useParts();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => api.changePassword({ current, next }),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      setTried(false);
      refresh(client, keys.sessions);
    },
    onError: (error) => noteLogOut(client, error),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (current !== "" && next.length >= SHORTEST) change.mutate();
  };
  return (
    <section aria-labelledby="account-password">
      <h2 id="account-password">Password</h2>
      <form onSubmit={submit} noValidate>
        <Password
          label="Your password now"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={tried && current === "" && "Write the password you have now."}
        />
        <Password
          label="New password"
          description={`At least ${SHORTEST} characters. You are logged out everywhere else.`}
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          error={tried && next.length < SHORTEST && `It needs ${SHORTEST} characters at least.`}
        />
        <Trouble error={change.error} />
        {change.isSuccess && (
          <p role="status" className="notice notice-good">
            <Icon name="check" /> The password is changed.
          </p>
        )}
        <Button type="submit" variant="default" loading={change.isPending}>
          Change the password
        </Button>
      </form>
    </section>
  );
}

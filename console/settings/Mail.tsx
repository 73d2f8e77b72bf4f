import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { About } from "../../server/wire/settings.ts";
import { Trouble } from "../account/Trouble.tsx";
import { noteLogOut } from "../api/queries.ts";
import { Icon } from "../look/Icon.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { faultInWords } from "../undelivered/fault-words.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import { serverQuery } from "./settings-queries.ts";

/** Whether mail goes out, and a letter to try it. It is set in the environment of the server, with its password. */
export function Mail() {
  const about = useQuery(serverQuery(useParts().api));
  return (
    <SettingsPage
      title="Mail"
      about="For invitations, for questions whether an address is right, and for alerts."
    >
      {about.isPending && <Loading what="the mail server" rows={2} height={40} />}
      {about.isError && (
        <Failure
          what="The mail server did not load."
          error={about.error}
          onRetry={() => void about.refetch()}
        />
      )}
      {about.data && (about.data.mail ? <Server mail={about.data.mail} /> : <None />)}
    </SettingsPage>
  );
}

function None() {
  return (
    <p className="notice notice-warm">
      <Icon name="late" />
      <span>
        No mail is sent: the server has no mail server. Set <code>SMTP_URL</code> and <code>MAIL_FROM</code>{" "}
        in its environment and start it again. Links of invitations are shown on the screen meanwhile.
      </span>
    </p>
  );
}

function Server({ mail }: { readonly mail: NonNullable<About["mail"]> }) {
  const { api, client } = useParts();
  const { person } = useMe();
  const send = useMutation({
    mutationFn: () => api.tryMail(),
    onError: (error) => noteLogOut(client, error),
  });
  return (
    <>
      <dl className="facts">
        <dt>Mail server</dt>
        <dd>{`${mail.host}, port ${mail.port}`}</dd>
        <dt>Connection</dt>
        <dd>{mail.tls ? "TLS from the first byte" : "STARTTLS where the server offers it"}</dd>
        <dt>Login</dt>
        <dd>{mail.login ? "With a user and a password" : "None"}</dd>
        <dt>Sender</dt>
        <dd>{mail.from}</dd>
        <dt>Set in</dt>
        <dd>
          <code>SMTP_URL</code> and <code>MAIL_FROM</code> of the environment; changed only there
        </dd>
      </dl>
      <section className="settings-part" aria-label="Try it">
        <h2>Try it</h2>
        <p>A letter goes to {person.email}.</p>
        <Button variant="default" loading={send.isPending} onClick={() => send.mutate()}>
          Send me a letter
        </Button>
        <Trouble error={send.error} />
        {send.data && <Tried to={send.data.to} fault={send.data.fault} />}
      </section>
    </>
  );
}

function Tried({ to, fault }: { readonly to: string; readonly fault: string | undefined }) {
  if (fault === undefined) {
    return (
      <p role="status" className="notice notice-good">
        <Icon name="check" />
        <span>
          The mail server took the letter to {to}. If it does not arrive, look into the folder for junk.
        </span>
      </p>
    );
  }
  return (
    <p role="alert" className="notice notice-danger">
      <Icon name="late" />
      <span>
        It was not sent. {faultInWords(fault)} <code>{fault}</code>
      </span>
    </p>
  );
}

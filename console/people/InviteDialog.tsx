import { Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Invited, InvitePerson, Role } from "../../server/wire/rep.ts";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { ShownOnce } from "../look/ShownOnce.tsx";
import { useParts } from "../parts.ts";
import { RoleChoice } from "./RoleChoice.tsx";

interface InviteDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Invites a person. The link is shown once: the server keeps only its hash. */
export function InviteDialog({ opened, onClose }: InviteDialogProps) {
  const { api, client } = useParts();
  const invite = useMutation<Invited, Error, InvitePerson>({
    mutationFn: (person) => api.invite(person),
    onSuccess: () => refresh(client, keys.people),
    onError: (error) => noteLogOut(client, error),
  });
  const close = () => {
    onClose();
    invite.reset();
  };
  if (invite.data) return <Link opened={opened} onClose={close} invited={invite.data} />;
  return (
    <InviteForm
      opened={opened}
      onClose={close}
      onInvite={(person) => invite.mutate(person)}
      busy={invite.isPending}
      error={invite.error}
    />
  );
}

interface InviteFormProps extends InviteDialogProps {
  readonly onInvite: (person: InvitePerson) => void;
  readonly busy: boolean;
  readonly error: unknown;
}

function InviteForm({ opened, onClose, onInvite, busy, error }: InviteFormProps) {
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("rep");
  const [tried, setTried] = useState(false);
  const good = /^[^\s@]+@[^\s@]+$/.test(email.trim());
  const act = () => {
    setTried(true);
    if (!good) return;
    const called = name.trim();
    onInvite({ email: email.trim(), role, ...(called === "" ? {} : { name: called }) });
  };
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title="Invite a person"
      act="Make the link"
      onAct={act}
      busy={busy}
      error={error}
    >
      <Stack gap={16}>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={tried && !good && "Write an e-mail address, like ana@example.com."}
          data-autofocus
        />
        <TextInput
          label="Name"
          description="Visitors see it when this person answers."
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <RoleChoice role={role} onChange={setRole} />
      </Stack>
    </Ask>
  );
}

function Link({ opened, onClose, invited }: InviteDialogProps & { readonly invited: Invited }) {
  return (
    <ShownOnce
      opened={opened}
      onClose={onClose}
      title={`Send this to ${invited.person.email}`}
      secret={asAddress(invited.link)}
    >
      {invited.mailed === true && <p>It was also sent by mail.</p>}
      {invited.mailed === false && <p>It could not be sent by mail, so pass it on yourself.</p>}
      <p>It sets a password, once, within 24 hours. It is shown only now.</p>
    </ShownOnce>
  );
}

/** A server behind a proxy may know only the path. */
function asAddress(link: string): string {
  return new URL(link, location.origin).href;
}

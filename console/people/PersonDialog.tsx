import { Button, Modal, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Person, Role } from "../../server/wire/rep.ts";
import { Trouble } from "../account/Trouble.tsx";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { CopyButton } from "../look/CopyButton.tsx";
import { roleWords } from "../look/words.ts";
import { useParts } from "../parts.ts";
import { RoleChoice } from "./RoleChoice.tsx";

interface PersonDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** What an admin may do about somebody: role, sessions, codes, a new link. */
export function PersonDialog({ person, onClose }: PersonDialogProps) {
  const { api, client } = useParts();
  const [role, setRole] = useState<Role>(person.role);
  const act = useMutation<string, Error, () => Promise<string>>({
    mutationFn: (what) => what(),
    onSuccess: () => refresh(client, keys.people),
    onError: (error) => noteLogOut(client, error),
  });
  const run = (what: () => Promise<string>) => act.mutate(what);
  const link = act.data?.startsWith("http") ? act.data : undefined;
  return (
    <Modal opened onClose={onClose} title={person.name}>
      <Stack gap={16}>
        <RoleChoice role={role} onChange={setRole} description="A new role logs the person out everywhere." />
        <Button
          variant="default"
          disabled={role === person.role}
          loading={act.isPending}
          onClick={() =>
            run(async () => {
              await api.changeRole(person.id, role);
              return `${person.name} is now ${roleWords[role].name}.`;
            })
          }
        >
          Change the role
        </Button>
        <Button
          variant="default"
          disabled={act.isPending}
          onClick={() =>
            run(async () => {
              await api.endSessionsOf(person.id);
              return `${person.name} is logged out everywhere.`;
            })
          }
        >
          Log out everywhere
        </Button>
        <Button
          variant="default"
          disabled={act.isPending}
          onClick={() =>
            run(async () => {
              await api.removeCodesOf(person.id);
              return `${person.name} logs in without a code now, and was logged out.`;
            })
          }
        >
          Turn codes off
        </Button>
        <Button
          variant="default"
          disabled={act.isPending}
          onClick={() => run(async () => new URL((await api.newLink(person.id)).link, location.origin).href)}
        >
          Make a link for a new password
        </Button>
        <Trouble error={act.error} />
        {act.data !== undefined && link === undefined && (
          <p role="status" className="notice notice-good">
            {act.data}
          </p>
        )}
      </Stack>
      {link !== undefined && (
        <>
          <p role="status">It works once, within 24 hours, and is shown only now.</p>
          <div className="copy-well">
            <code>{link}</code>
            <CopyButton text={link} size="sm" />
          </div>
        </>
      )}
      <div className="dialog-buttons">
        <Button variant="subtle" onClick={onClose}>
          Done
        </Button>
      </div>
    </Modal>
  );
}

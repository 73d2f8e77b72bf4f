import { Button, Radio, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Exported, Whose, WireErased } from "../../server/wire/privacy.ts";
import type { LeadDetail } from "../../server/wire/rep.ts";
import { inWords } from "../api/api-problem.ts";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { Icon } from "../look/Icon.tsx";
import { saveJson } from "../look/save-json.ts";
import { useParts } from "../parts.ts";

interface LeadPrivacyProps {
  readonly lead: LeadDetail;
}

/** What a visitor may ask for: what is kept of them, and that it goes. For admins. */
export function LeadPrivacy({ lead }: LeadPrivacyProps) {
  const { api, client } = useParts();
  const [asking, setAsking] = useState(false);
  const save = useMutation<Exported>({
    mutationFn: () => api.exportData({ lead: lead.id }),
    onSuccess: (data) => saveJson(`lead-${lead.id}.json`, data),
    onError: (error) => noteLogOut(client, error),
  });
  return (
    <section className="lead-part" aria-label="Privacy">
      <h3>Privacy</h3>
      <p className="meta">When a visitor asks what you have of them, or wants it gone.</p>
      <div className="lead-privacy">
        <Button variant="default" onClick={() => save.mutate()} loading={save.isPending}>
          Export as JSON
        </Button>
        <Button variant="default" c="var(--parley-danger)" onClick={() => setAsking(true)}>
          Erase…
        </Button>
      </div>
      {save.error && (
        <p role="alert" className="notice notice-danger">
          <Icon name="late" />
          <span>{inWords(save.error)}</span>
        </p>
      )}
      <EraseDialog opened={asking} onClose={() => setAsking(false)} lead={lead} />
    </section>
  );
}

interface EraseDialogProps extends LeadPrivacyProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

function EraseDialog({ opened, onClose, lead }: EraseDialogProps) {
  const { api, client } = useParts();
  const navigate = useNavigate();
  const scopes = scopesOf(lead);
  const [chosen, setChosen] = useState("lead");
  const scope = scopes.find(({ name }) => name === chosen) ?? scopes[0];
  const erase = useMutation<WireErased, Error, Whose>({
    mutationFn: (whose) => api.eraseData(whose),
    onSuccess: () => {
      for (const key of [keys.leads, keys.conversations]) client.removeQueries({ queryKey: key });
      refresh(client, keys.inbox);
      void navigate("/leads", { replace: true });
    },
    onError: (error) => noteLogOut(client, error),
  });
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title={`Erase the data of ${lead.name}`}
      act="Erase for good"
      onAct={() => scope && erase.mutate(scope.whose)}
      busy={erase.isPending}
      error={erase.error}
    >
      <Radio.Group label="What is to be erased?" value={chosen} onChange={setChosen}>
        <Stack gap={12} mt={12}>
          {scopes.map(({ name, label, description }) => (
            <Radio
              key={name}
              value={name}
              data-autofocus={name === chosen || undefined}
              label={label}
              description={description}
            />
          ))}
        </Stack>
      </Radio.Group>
      <p className="notice notice-warm">
        <Icon name="late" />
        <span>
          Gone for good: every message, answers and score, files, notes to colleagues, and what was still to
          be sent. The visitor’s chat ends. Nothing can be brought back.
        </span>
      </p>
    </Ask>
  );
}

interface Scope {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly whose: Whose;
}

function scopesOf(lead: LeadDetail): readonly Scope[] {
  const { id, conversation, email } = lead;
  const own = {
    name: "lead",
    label: "This lead",
    description: "with its conversation",
    whose: { lead: id },
  };
  const visitor = {
    name: "visitor",
    label: "All of this visitor",
    description: "every conversation from the same browser",
    whose: { visitor: conversation },
  };
  if (email === undefined) return [own, visitor];
  const address = {
    name: "address",
    label: "All with this address",
    description: `every lead that gave ${email}, and its conversation`,
    whose: { email },
  };
  return [own, visitor, address];
}

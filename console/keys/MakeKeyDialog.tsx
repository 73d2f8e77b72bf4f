import { Checkbox, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { MadeKey, MakeKey, Scope } from "../../server/wire/keys.ts";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { ShownOnce } from "../look/ShownOnce.tsx";
import { useParts } from "../parts.ts";

const scopes: readonly { readonly scope: Scope; readonly may: string }[] = [
  { scope: "leads:read", may: "Read leads with their conversations" },
  { scope: "conversations:read", may: "Read conversations and the files in them" },
  { scope: "audit:read", may: "Read the audit log" },
];
const lives = [
  { days: 90, words: "90 days" },
  { days: 365, words: "A year" },
  { days: undefined, words: "Never" },
] as const;

interface MakeKeyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a key. It is shown once: the server keeps only its hash. */
export function MakeKeyDialog({ opened, onClose }: MakeKeyDialogProps) {
  const { api, client } = useParts();
  const make = useMutation<MadeKey, Error, MakeKey>({
    mutationFn: (key) => api.makeKey(key),
    onSuccess: () => refresh(client, keys.keys),
    onError: (error) => noteLogOut(client, error),
  });
  const close = () => {
    onClose();
    make.reset();
  };
  if (make.data) {
    const { key, secret } = make.data;
    return (
      <ShownOnce opened={opened} onClose={close} title={`The key ${key.name}`} secret={secret}>
        <p>Copy it to where it is used. It is shown only now.</p>
      </ShownOnce>
    );
  }
  return (
    <MakeForm
      opened={opened}
      onClose={close}
      onMake={(key) => make.mutate(key)}
      busy={make.isPending}
      error={make.error}
    />
  );
}

interface MakeFormProps extends MakeKeyDialogProps {
  readonly onMake: (key: MakeKey) => void;
  readonly busy: boolean;
  readonly error: unknown;
}

function MakeForm({ opened, onClose, onMake, busy, error }: MakeFormProps) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [life, setLife] = useState("90 days");
  const [tried, setTried] = useState(false);
  const act = () => {
    setTried(true);
    const days = lives.find(({ words }) => words === life)?.days;
    if (name.trim() === "" || chosen.length === 0) return;
    onMake({ name: name.trim(), scopes: [...chosen], ...(days !== undefined && { days }) });
  };
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title="Make an API key"
      act="Make the key"
      onAct={act}
      busy={busy}
      error={error}
    >
      <Stack gap={16}>
        <TextInput
          label="Name"
          description="What it is for, such as CRM."
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && name.trim() === "" && "Give it a name."}
          data-autofocus
        />
        <Checkbox.Group
          label="May"
          value={[...chosen]}
          onChange={(values) =>
            setChosen(scopes.map(({ scope }) => scope).filter((scope) => values.includes(scope)))
          }
          error={tried && chosen.length === 0 && "Choose at least one."}
        >
          <Stack gap={10} mt={8}>
            {scopes.map(({ scope, may }) => (
              <Checkbox key={scope} value={scope} label={may} description={scope} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Radio.Group label="Runs out" value={life} onChange={setLife}>
          <Stack gap={10} mt={8}>
            {lives.map(({ words }) => (
              <Radio key={words} value={words} label={words} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Ask>
  );
}

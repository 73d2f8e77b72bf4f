import { Radio, Stack } from "@mantine/core";
import type { Role } from "../../server/wire/rep.ts";
import { roleWords } from "../look/words.ts";

const roles = Object.keys(roleWords) as readonly Role[];

interface RoleChoiceProps {
  readonly role: Role;
  readonly onChange: (role: Role) => void;
  readonly description?: string;
}

/** The roles, with what each may do. */
export function RoleChoice({ role, onChange, description }: RoleChoiceProps) {
  return (
    <Radio.Group
      label="Role"
      description={description}
      value={role}
      onChange={(chosen) => onChange(roles.find((known) => known === chosen) ?? role)}
    >
      <Stack gap={10} mt={8}>
        {roles.map((known) => (
          <Radio key={known} value={known} label={roleWords[known].name} description={roleWords[known].may} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

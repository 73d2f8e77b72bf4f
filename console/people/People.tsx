import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person } from "../../server/wire/rep.ts";
import { peopleQuery } from "../api/queries.ts";
import { Nowhere } from "../frame/Nowhere.tsx";
import { Avatar } from "../look/Avatar.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { roleWords } from "../look/words.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import { PersonDialog } from "./PersonDialog.tsx";

/** Who may log in. For admins, who invite by a one-time link. */
export function People() {
  const { person } = useMe();
  return person.role === "admin" ? <AllPeople /> : <Nowhere />;
}

function AllPeople() {
  const { site } = useMe();
  const people = useQuery(peopleQuery(useParts().api));
  const [inviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<Person>();
  return (
    <div className="page">
      <title>{`People · ${site.name}`}</title>
      <header className="page-head">
        <h1>People</h1>
        <Button onClick={() => setInviting(true)}>Invite</Button>
      </header>
      {people.isPending && <Loading what="the people" rows={3} height={48} />}
      {people.isError && !people.data && (
        <Failure what="The people did not load." error={people.error} onRetry={() => void people.refetch()} />
      )}
      {people.data && <PeopleTable people={people.data} onChange={setChanging} />}
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
      {changing && <PersonDialog person={changing} onClose={() => setChanging(undefined)} />}
    </div>
  );
}

interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly onChange: (person: Person) => void;
}

function PeopleTable({ people, onChange }: PeopleTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">E-mail</th>
          <th scope="col">Role</th>
          <th scope="col">May</th>
          <th scope="col">
            <span className="meta">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <th scope="row" dir="auto">
              <span className="person">
                <Avatar name={person.name} /> {person.name}
              </span>
            </th>
            <td data-called="E-mail">{person.email}</td>
            <td data-called="Role">{roleWords[person.role].name}</td>
            <td data-called="May" className="meta">
              {roleWords[person.role].may}
            </td>
            <td data-called="Change">
              <Button
                variant="default"
                size="xs"
                aria-label={`Change ${person.name}`}
                onClick={() => onChange(person)}
              >
                Change
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

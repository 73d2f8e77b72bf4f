import { expect, test } from "@jest/globals";
import { readPlaybook } from "../read-playbook.ts";
import { readServices } from "../read-services.ts";
import { missingServices } from "./missing-services.ts";

const PLAYBOOK = `playbook: a
talk:
  start:
    - call: crm.find
      if_fails:
        - call: crm.creat
          if_fails: [{ say: Oh. }]
    - end: done
anytime:
  hours:
    people_say: [when are you open, opening hours, are you open]
    do:
      - call: crm.hours
        if_fails: [{ say: Oh. }]
`;
const service = (name: string) => `  ${name}: { method: GET, address: "https://a.example" }\n`;

test("every call of a service that is missing is told with its place and what is near, wherever it stands", () => {
  const { playbook, problems } = readPlaybook(PLAYBOOK, "a.playbook.yml");
  expect(problems).toEqual([]);
  const told = (names: readonly string[]) => {
    const { services } = readServices(`services:\n${names.map(service).join("")}`, "services.yml");
    return playbook && services && missingServices(playbook, services);
  };
  expect(told(["crm.find", "crm.create"])).toMatchObject([
    {
      code: "SERVICE_MISSING",
      severity: "warning",
      file: "a.playbook.yml",
      at: { line: 6 },
      message: 'services.yml has no "crm.creat". Did you mean "crm.create"?',
    },
    { at: { line: 13 }, message: 'services.yml has no "crm.hours".' },
  ]);
  expect(told(["crm.find", "crm.creat", "crm.hours"])).toEqual([]);
});

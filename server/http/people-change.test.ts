import { expect, test } from "@jest/globals";
import { testServer } from "../testing/test-server.ts";

test("an admin says what somebody speaks, knows and can carry; what is not named stays", async () => {
  const server = await testServer();
  const admin = await server.rep("admin", "Ada");
  const rep = await server.rep("rep", "Rita");
  const change = (body: object, ask = admin) => ask("PATCH", "/api/v1/people/person-Rita", body);
  const first = await change({ languages: ["de", "en"], skills: ["pricing"], limit: 3 });
  expect(first.body).toMatchObject({ name: "Rita", languages: ["de", "en"], skills: ["pricing"], limit: 3 });
  const second = await change({ name: "Rita R.", limit: null });
  expect(second.body).toEqual({
    id: "person-Rita",
    email: "rita@example.com",
    role: "rep",
    name: "Rita R.",
    languages: ["de", "en"],
    skills: ["pricing"],
  });
  expect((await change({ limit: 0 })).body.code).toBe("INPUT_INVALID");
  expect((await change({ limit: 5 }, rep)).body.code).toBe("ROLE_REFUSED");
  expect((await admin("PATCH", "/api/v1/people/person-nobody", {})).body.code).toBe("PERSON_UNKNOWN");
  await server.close();
});

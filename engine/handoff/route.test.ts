import { describe, expect, test } from "@jest/globals";
import { type Desk, type RouteFacts, route } from "./route.ts";

const desk = (id: string, more: Partial<Desk> = {}): Desk => ({
  id,
  name: id.slice(0, 1).toUpperCase() + id.slice(1),
  presence: "online",
  teams: ["sales"],
  languages: [],
  skills: [],
  open: 0,
  limit: undefined,
  askedAt: undefined,
  ...more,
});
const facts = (desks: readonly Desk[], more: Partial<RouteFacts> = {}): RouteFacts => ({
  handoff: { state: "offered", rung: "person", team: "sales", language: "de", asked: [] },
  tags: [],
  desks,
  accountOwner: undefined,
  rules: { routeBy: "turn", ownerFirst: true },
  ...more,
});

describe("one person is asked", () => {
  test("who had the account before, then who speaks the language, then who knows, then whose turn it is", () => {
    const desks = [
      desk("ana", { languages: ["en"], askedAt: 1 }),
      desk("bo", { languages: ["de-AT"], askedAt: 5, open: 1, limit: 3 }),
      desk("cy", { languages: ["de"], skills: ["Pricing"], askedAt: 9, limit: 3 }),
    ];
    expect(route(facts(desks, { accountOwner: "ana" }))?.why).toBe(
      "Ana: had this account before, fewest open (0), next in turn",
    );
    expect(route(facts(desks, { tags: ["pricing"] }))).toMatchObject({
      to: { id: "cy", name: "Cy" },
      why: "Cy: speaks German, knows pricing, fewest open (0 of 3)",
    });
    expect(route(facts(desks))).toMatchObject({
      to: { id: "bo" },
      asked: ["bo"],
      why: "Bo: speaks German, 1 of 3 open",
    });
  });

  test.each([
    ["turn", "bo", "Bo: 2 open, next in turn"],
    ["fewest", "ana", "Ana: fewest open (0)"],
  ] as const)("among equals by %s", (routeBy, id, why) => {
    const desks = [desk("ana", { askedAt: 7 }), desk("bo", { askedAt: 3, open: 2 })];
    const rules = { routeBy, ownerFirst: true };
    expect(route(facts(desks, { rules }))).toMatchObject({ to: { id }, why });
  });

  test("and each in turn, over many visitors", () => {
    let desks: readonly Desk[] = ["ana", "bo", "cy"].map((id) => desk(id));
    const asked: string[] = [];
    for (let now = 1; now <= 9; now++) {
      const to = route(facts(desks))?.to?.id ?? "";
      asked.push(to);
      desks = desks.map((one) => (one.id === to ? { ...one, askedAt: now } : one));
    }
    expect(asked.join(" ")).toBe("ana bo cy ana bo cy ana bo cy");
  });

  test.each([
    ["is busy", { presence: "busy" }],
    ["is away", { presence: "away" }],
    ["is offline", { presence: "offline" }],
    ["has no room", { open: 3, limit: 3 }],
    ["is in another team", { teams: ["support"] }],
  ] as const)("but nobody who %s", (_name, more) => {
    expect(route(facts([desk("ana", more)]))).toBeUndefined();
    expect(route(facts([desk("ana", more), desk("bo")]))?.to?.id).toBe("bo");
  });

  test("and nobody twice, nor anybody while somebody is being asked", () => {
    const handoff = { ...facts([]).handoff, asked: ["ana"] };
    expect(route(facts([desk("ana")], { handoff }))).toBeUndefined();
    const asking = { ...handoff, state: "alerted", to: { id: "ana", name: "Ana" } } as const;
    expect(route(facts([desk("bo")], { handoff: asking }))).toBeUndefined();
  });
});

describe("on the later rungs", () => {
  const onTeam = { ...facts([]).handoff, rung: "team", asked: ["ana"] } as const;

  test("all of the team are asked, whoever is there, and it says so", () => {
    const desks = [desk("ana"), desk("bo"), desk("cy", { teams: ["support"] })];
    expect(route(facts(desks, { handoff: onTeam }))).toEqual({
      asked: ["ana", "bo"],
      why: "all of sales: 2 at their desks, whoever was asked before did not answer",
    });
    const everybody = { ...onTeam, rung: "everybody" } as const;
    expect(route(facts(desks, { handoff: everybody }))?.asked).toEqual(["ana", "bo", "cy"]);
    expect(route(facts([], { handoff: everybody }))?.why).toContain("nobody is at their desk");
  });

  test("whoever comes back later is asked by name", () => {
    const alerted = { ...onTeam, state: "alerted" } as const;
    expect(route(facts([desk("ana")], { handoff: alerted }))).toBeUndefined();
    expect(route(facts([desk("ana"), desk("bo")], { handoff: alerted }))?.to?.id).toBe("bo");
  });
});

/** @jest-environment node */
import { describe, expect, test } from "@jest/globals";
import { createClient } from "./client.ts";
import { makeServer, makeWorld } from "./world.fixture.ts";

/** A chat that goes well, and then nobody answers any more. Its stream is tried again after 0.5, 1.5, 3.5, 7.5, 15.5 s. */
async function outage() {
  const world = makeWorld();
  const server = makeServer(world);
  world.answer(server.answer);
  const client = createClient(world.ports);
  client.begin({ playbook: "b2b" }, { url: "https://www.example.com/pricing" });
  await world.pass(0);
  world.answer(() => new Error("no network"));
  world.streams[0]?.close();
  await world.pass(0);
  const come = () => world.answer(server.answer);
  const states = () => client.state().outgoing.map(({ state }) => state);
  return { world, server, client, come, states };
}

describe("while nobody answers", () => {
  test("a message is not sent, and neither is what waits behind it", async () => {
    const { world, client, states } = await outage();
    client.send({ text: "Ana" }, "Ana");
    client.send({ text: "80" }, "80");
    expect(states()).toEqual(["sending", "sending"]);
    await world.pass(100);
    expect(states()).toEqual(["unsent", "unsent"]);
    client.send({ text: "This month" }, "This month");
    expect(states()).toEqual(["unsent", "unsent", "unsent"]);
  });
});

describe("when the server is back", () => {
  test("what waits goes out with the stream, not at its own next try", async () => {
    const { world, server, client, come } = await outage();
    await world.pass(3_000);
    client.send({ text: "Ana" }, "Ana");
    await world.pass(3_600);
    come();
    // The stream's turn is after 7.5 s, the message's after 10.5 s.
    await world.pass(800);
    expect(server.applied).toBe(0);
    await world.pass(200);
    expect(server.applied).toBe(1);
    expect(client.state().outgoing).toEqual([]);
  });

  test("the stream comes with the first message that arrives, not at its own next try", async () => {
    const { world, client, come } = await outage();
    await world.pass(7_600);
    expect(client.state().connecting).toBe(true);
    come();
    expect(world.streams).toHaveLength(1);
    client.send({ text: "Ana" }, "Ana");
    await world.pass(0);
    expect(world.streams).toHaveLength(2);
    expect(client.state().connecting).toBe(false);
  });
});

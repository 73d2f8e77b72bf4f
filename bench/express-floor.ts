import type { AddressInfo } from "node:net";
import express from "express";
import { openFloor } from "./floor.ts";
import { dataDir, serveBench } from "./server-child.ts";

const floor = openFloor(dataDir());
const app = express();
app.disable("x-powered-by");
app.use(express.json());

app.post("/api/v1/conversations", async (request, response) => {
  const { id } = request.body as { readonly id: string };
  response.json(await floor.begin(id));
});

app.post("/api/v1/conversations/:id/messages", async (request, response) => {
  const { text } = request.body as { readonly text: string };
  response.json(await floor.say(request.params.id, text));
});

const server = app.listen(0, "127.0.0.1", () => serveBench((server.address() as AddressInfo).port));

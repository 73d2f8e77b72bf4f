import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { openFloor } from "./floor.ts";
import { dataDir, serveBench } from "./server-child.ts";

const floor = openFloor(dataDir());

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body)),
    () => response.writeHead(400).end(),
  );
});
server.listen(0, "127.0.0.1", () => serveBench((server.address() as AddressInfo).port));

async function answer(request: IncomingMessage): Promise<object> {
  const body = (await readJson(request)) as { readonly id: string; readonly text: string };
  const [, conversation] = request.url?.match(/^\/api\/v1\/conversations\/([^/]+)\/messages$/) ?? [];
  return conversation === undefined ? await floor.begin(body.id) : await floor.say(conversation, body.text);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

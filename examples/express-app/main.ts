import { openBakery } from "./bakery.ts";

// The key has to be the same at each start; keep it where you keep the other secrets of the app.
const key = process.env["SECRET_KEY"] ?? "only-for-trying-it-out-on-this-machine";
const bakery = await openBakery(Number(process.env["PORT"] ?? 3000), "./data", key);
process.stdout.write(`${bakery.url}\n`);
process.once("SIGINT", () => void bakery.close());

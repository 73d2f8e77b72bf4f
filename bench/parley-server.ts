import { main } from "../server/main.ts";
import { dataDir, playbooksDir, serveBench } from "./server-child.ts";

const served = await main({
  env: {
    PORT: "0",
    DATA_DIR: dataDir(),
    PLAYBOOKS_DIR: playbooksDir(),
    RATE_LIMITS: "off",
    LOG_LEVEL: "warn",
  },
  out: () => undefined,
});
if (!served) throw new Error("Parley did not start");
serveBench(served.port);

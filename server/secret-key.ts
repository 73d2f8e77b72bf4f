import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { newToken } from "./auth/token.ts";
import { errorCode } from "./error-code.ts";

/**
 * The secret key that is kept in the data folder; made on the first start. Of two servers that start at once, both get the
 * key of the one that was first.
 *
 * @throws when the folder cannot be written, or the file holds no key.
 */
export async function keptSecretKey(dataDir: string): Promise<string> {
  const path = join(dataDir, "secret-key");
  const key = (await read(path)) ?? (await make(dataDir, path));
  if (key.length < 32) throw new Error(`${path} holds no usable key. Delete it, and a new one is made.`);
  return key;
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Written whole under another name first: nobody ever reads half a key. */
async function make(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const key = newToken();
  const draft = `${path}.${newToken()}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(`${key}\n`);
    await file.sync();
    await file.close();
    await link(draft, path);
    return key;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    return (await read(path)) ?? key;
  } finally {
    await rm(draft, { force: true });
  }
}

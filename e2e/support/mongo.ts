import { randomBytes } from "node:crypto";
import { createConnection } from "mongoose";

/** Databases of their own on the server of MONGODB_URI; undefined where none is set. */
export function mongoForTests() {
  const base = process.env["MONGODB_URI"];
  if (base === undefined || base === "") return undefined;
  return {
    async fresh(): Promise<{ readonly uri: string; drop(): Promise<void> }> {
      const url = new URL(base);
      url.pathname = `/parley_test_${randomBytes(6).toString("hex")}`;
      return {
        uri: url.href,
        async drop() {
          const connection = await createConnection(url.href).asPromise();
          await connection.dropDatabase();
          await connection.close();
        },
      };
    },
  };
}

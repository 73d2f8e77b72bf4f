import { createConnection } from "mongoose";

/** Takes away the database that the address names. */
export async function dropDatabase(uri: string): Promise<void> {
  const connection = await createConnection(uri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

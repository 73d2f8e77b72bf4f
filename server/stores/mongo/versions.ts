import { trusted } from "mongoose";
import type { VersionRecord, VersionStore } from "../../playbooks/version-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

export function mongoVersions({ versions, live }: Models): VersionStore {
  return {
    publish: (version) =>
      reach(async () => {
        const { siteId, playbook, hash } = version;
        // First the version, then the pointer to it: after a crash between the two the former version is still live.
        const body = JSON.stringify(version);
        await insertIfAbsent(versions, {
          _id: `${siteId}/${playbook}/${hash}`,
          siteId,
          playbook,
          hash,
          body,
        });
        const _id = `${siteId}/${playbook}`;
        const moved = await live.updateOne({ _id }, { $set: { hash } });
        if (moved.matchedCount === 1) return;
        if (await insertIfAbsent(live, { _id, siteId, playbook, hash })) return;
        await live.updateOne({ _id }, { $set: { hash } });
      }),
    load: (siteId, hash) =>
      reach(async () => {
        const found = await versions.findOne({ siteId, hash }, { body: 1 }).lean();
        return found === null ? undefined : parsed(found);
      }),
    live: (siteId) =>
      reach(async () => {
        const pointers = await live.find({ siteId }).sort({ playbook: 1 }).lean();
        const keys = pointers.map(({ playbook, hash }) => `${siteId}/${playbook}/${hash}`);
        const found = await versions.find({ _id: trusted({ $in: keys }) }, { body: 1 }).lean();
        const byKey = new Map(found.map((version) => [version._id, version]));
        return keys.flatMap((key) => {
          const version = byKey.get(key);
          return version === undefined ? [] : [parsed(version)];
        });
      }),
    retire: (siteId, playbook) =>
      reach(async () => {
        await live.deleteOne({ _id: `${siteId}/${playbook}` });
      }),
  };
}

function parsed({ body }: { readonly body: string }): VersionRecord {
  return JSON.parse(body) as VersionRecord;
}

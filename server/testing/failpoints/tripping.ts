import { type Letter, MailError, type Mailer } from "../../mail/mailer.ts";
import { StoreAwayError, type Stores } from "../../stores/ports.ts";

/**
 * What happens at a place: the node hears that it did not work, although behind the deed it did; or it hears nothing more.
 * `lose` is for controls: nothing is done, and the node hears that it was.
 */
export type Kind = "fail" | "crash" | "lose";

/** One server process, as its ways to the store and out of it see it. */
export interface Node {
  /** It crashed: nothing that it still tries reaches anybody. */
  dead: boolean;
  /** Asked at each place. */
  trip(place: string): Kind | undefined;
}

/**
 * What only reads, by port: everything else of a port is a write, and has a place before and one after. So a new method counts
 * as a write until it is named here.
 */
export const READS: Readonly<Record<string, readonly string[]>> = {
  conversations: ["load", "archived", "list", "overdue", "count", "ofVisitor", "unchanged"],
  leads: ["load", "list", "sameAddress", "ofAddress"],
  people: ["byId", "byEmail", "list", "session", "sessionsOf", "invite"],
  versions: ["load", "live"],
  memory: ["load", "due"],
  changes: ["changed"],
  presence: ["elsewhere"],
  inboxSearch: ["search", "mentions"],
  shelf: ["load"],
  visits: ["of", "here"],
  resumeLinks: ["find"],
  desks: ["all"],
  line: ["ahead", "loads"],
  settings: ["current"],
  sightings: ["seen"],
  files: ["get", "stat", "list"],
  counters: ["close"],
  twoSteps: ["load"],
  apiKeys: ["find", "list"],
  audit: ["last", "list", "from"],
  visitors: ["find", "identities"],
  deliveries: ["load", "ahead", "behind", "listDead", "listOf", "overdue"],
  endpoints: ["closed"],
  verifications: ["byToken"],
};

type Method = (...input: readonly unknown[]) => unknown;
type Port = Readonly<Record<string, Method>>;

const portsOf = (stores: Stores) =>
  Object.entries(stores as unknown as Readonly<Record<string, Port | Method>>).flatMap(([name, port]) =>
    typeof port === "object" ? [[name, port] as const] : [],
  );

/** Every write of every port, as "people.add". */
export function writesOf(stores: Stores): readonly string[] {
  return portsOf(stores).flatMap(([name, port]) =>
    Object.keys(port)
      .filter((method) => !(READS[name] ?? []).includes(method))
      .map((method) => `${name}.${method}`),
  );
}

/** The stores as one node reaches them. */
export function trippingStores(stores: Stores, node: Node): Stores {
  const ports = portsOf(stores).map(([name, port]) => {
    const methods = Object.entries(port).map(([method, work]) => {
      const reads = (READS[name] ?? []).includes(method);
      return [method, reads ? reading(work, node) : writing(work, node, `${name}.${method}`)] as const;
    });
    return [name, Object.fromEntries(methods)] as const;
  });
  const ping = () => (node.dead ? Promise.reject(away()) : stores.ping());
  return { ...stores, ...Object.fromEntries(ports), ping };
}

function reading(work: Method, node: Node): Method {
  return async (...input) => {
    mustLive(node);
    const result = await work(...input);
    mustLive(node);
    return result;
  };
}

function writing(work: Method, node: Node, act: string): Method {
  return async (...input) => {
    if (pass(node, `${act} before`) === "lose") return undefined;
    mustLive(node);
    const result = await work(...input);
    pass(node, `${act} after`);
    mustLive(node);
    return result;
  };
}

function mustLive(node: Node): void {
  if (node.dead) throw away();
}

/** Mail as one node sends it. */
export function trippingMailer(taken: (letter: Letter) => void, node: Node): Mailer {
  const way = (place: string) => {
    if (node.trip(place) === undefined && !node.dead) return;
    throw new MailError("UNREACHABLE");
  };
  return {
    send: async (letter) => {
      way("mail before");
      taken(letter);
      way("mail after");
    },
    close: () => undefined,
  };
}

function pass(node: Node, place: string): Kind | undefined {
  if (node.dead) return undefined;
  const kind = node.trip(place);
  if (kind === undefined || kind === "lose") return kind;
  if (kind === "crash") node.dead = true;
  throw away();
}

function away(): StoreAwayError {
  return new StoreAwayError("the store is away, on purpose");
}

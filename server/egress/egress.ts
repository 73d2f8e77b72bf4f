import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import http from "node:http";
import https from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";
import { traced } from "../tracing.ts";
import { EgressError, type EgressFault } from "./egress-error.ts";
import { readJsonBody } from "./read-json-body.ts";

export interface EgressRequest {
  readonly method: string;
  /** http or https. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined: no body. */
  readonly json: unknown;
  /** Milliseconds for all of it: finding the name, connecting, sending, reading. */
  readonly timeoutMs: number;
  /** Gives the request up. */
  readonly signal: AbortSignal;
}

export interface EgressAnswer {
  /** Any but 3xx. */
  readonly status: number;
  /** Of a 2xx; null where it has no body, and for every other status. */
  readonly json: unknown;
}

/** Something that is sent to be taken, not to be answered. */
export interface EgressPost extends Omit<EgressRequest, "method" | "json"> {
  /** JSON, sent to the letter: a signature may stand for it. */
  readonly text: string;
}

/** The one client for everything that Parley sends to other servers. */
export interface Egress {
  /** @throws {EgressError} for everything that is no answer. */
  ask(request: EgressRequest): Promise<EgressAnswer>;
  /**
   * Only by https on port 443, save to what `allow` names. The answer is its status, any but 3xx; nothing more is read.
   *
   * @throws {EgressError} for everything that is no answer.
   */
  post(request: EgressPost): Promise<{ readonly status: number }>;
}

export interface EgressSetting {
  /** Hosts, addresses and CIDRs in the own network that may be reached. */
  readonly allow: readonly string[];
  readonly userAgent: string;
}

/**
 * Private, loopback and link-local addresses are refused when the connection is made, to the very addresses that were
 * judged; redirects are not followed; answers are JSON of 64 KiB at most. Nothing is logged.
 */
export function makeEgress({ allow, userAgent }: EgressSetting): Egress {
  const allowed = readAllowed(allow);
  return {
    ask: ({ json, ...request }) => {
      const text = json === undefined ? undefined : JSON.stringify(json);
      return traced("egress", spanOf(request), () =>
        inTime(request, (over, connected) =>
          send({ ...request, text, secure: false, allowed, userAgent, over, connected }, readAnswer),
        ),
      );
    },
    post: (request) => {
      const method = "POST";
      return traced("egress", spanOf({ ...request, method }), () =>
        inTime(request, (over, connected) =>
          send({ ...request, method, secure: true, allowed, userAgent, over, connected }, readStatus),
        ),
      );
    },
  };
}

/** The host without the path: paths and queries may hold what a visitor said. */
function spanOf({ method, url }: Pick<EgressRequest, "method" | "url">) {
  return { "http.request.method": method, "server.address": url.hostname };
}

/** Gives what is sent an end: by the clock, by the signal, or by itself. */
function inTime<T>(
  { timeoutMs, signal }: Pick<EgressRequest, "timeoutMs" | "signal">,
  act: (over: AbortSignal, connected: () => void) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const over = new AbortController();
    const fail = (code: EgressFault) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      reject(new EgressError(code, sent));
      over.abort();
    };
    const giveUp = () => fail("GIVEN_UP");
    const timer = setTimeout(() => fail("TIMEOUT"), timeoutMs);
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    act(over.signal, () => (sent = true)).then(
      (answer) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", giveUp);
        resolve(answer);
      },
      (error: unknown) => fail(faultOf(error, sent)),
    );
  });
}

interface Allowed {
  readonly hosts: ReadonlySet<string>;
  readonly addresses: BlockList;
}

function readAllowed(entries: readonly string[]): Allowed {
  const hosts = new Set<string>();
  const addresses = new BlockList();
  for (const entry of entries) {
    const [address = "", bits] = entry.replace(/[[\]]/g, "").split("/");
    const family = isIP(address);
    if (family === 0) hosts.add(entry.toLowerCase());
    else if (bits === undefined) addresses.addAddress(address, familyName(family));
    else addresses.addSubnet(address, Number(bits), familyName(family));
  }
  return { hosts, addresses };
}

function familyName(family: number): "ipv4" | "ipv6" {
  return family === 6 ? "ipv6" : "ipv4";
}

interface Sending {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined: no body. */
  readonly text: string | undefined;
  /** Only by https on port 443, save to what is allowed. */
  readonly secure: boolean;
  readonly allowed: Allowed;
  readonly userAgent: string;
  readonly over: AbortSignal;
  readonly connected: () => void;
}

async function send<T>(sending: Sending, read: (response: http.IncomingMessage) => Promise<T>): Promise<T> {
  const { url, method, text, secure, allowed, userAgent, over, connected } = sending;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const { isAllowed, ...route } = await routeTo(host, url.protocol === "https:", allowed);
  if (secure && !isAllowed && (url.protocol !== "https:" || url.port !== ""))
    throw new EgressError("INSECURE", false);
  if (over.aborted) throw new EgressError("GIVEN_UP", false);
  const body = text === undefined ? undefined : Buffer.from(text);
  const headers = {
    ...sending.headers,
    Accept: "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": userAgent,
    ...(body && { "Content-Type": "application/json", "Content-Length": String(body.length) }),
  };
  return await new Promise<T>((resolve, reject) => {
    const module = url.protocol === "https:" ? https : http;
    const outgoing = module.request(url, { method, headers, signal: over, ...route });
    outgoing.once("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", connected);
    });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      const { statusCode: status = 0 } = response;
      if (status < 300 || status > 399) {
        read(response).then(resolve, reject);
        return;
      }
      response.destroy();
      reject(new EgressError("REDIRECTED", true));
    });
    outgoing.end(body);
  });
}

async function readAnswer(response: http.IncomingMessage): Promise<EgressAnswer> {
  const { statusCode: status = 0 } = response;
  if (status >= 200 && status < 300) return { status, json: await readJsonBody(response) };
  response.destroy();
  return { status, json: null };
}

async function readStatus(response: http.IncomingMessage): Promise<{ readonly status: number }> {
  response.destroy();
  return { status: response.statusCode ?? 0 };
}

interface Route {
  /** It lies in the own network, and may be reached. */
  readonly isAllowed: boolean;
  readonly agent: http.Agent;
  readonly lookup?: LookupFunction;
}

/** The name is looked up once and the connection made to just these addresses, so a second answer cannot differ. */
async function routeTo(host: string, secure: boolean, allowed: Allowed): Promise<Route> {
  const open = () => (secure ? new https.Agent() : new http.Agent());
  if (allowed.hosts.has(host.toLowerCase())) return { isAllowed: true, agent: open() };
  const found = await addressesOf(host);
  const isAllowed = ({ address, family }: LookupAddress) =>
    allowed.addresses.check(address, familyName(family));
  const lookup: LookupFunction = (_name, options, answer) => {
    const [first] = found;
    if (options.all) answer(null, [...found]);
    else answer(null, first?.address ?? "", first?.family);
  };
  if (found.every(isAllowed)) return { isAllowed: true, agent: open(), lookup };
  const agent = secure ? new RequestFilteringHttpsAgent({}) : new RequestFilteringHttpAgent({});
  return { isAllowed: false, agent, lookup };
}

function addressesOf(host: string): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return Promise.resolve([{ address: host, family }]);
  return new Promise((resolve, reject) => {
    dnsLookup(host, { all: true }, (error, found) => {
      if (error || found.length === 0) reject(new EgressError("UNREACHABLE", false));
      else resolve(found);
    });
  });
}

function faultOf(error: unknown, sent: boolean): EgressFault {
  if (error instanceof EgressError) return error.code;
  // The library marks its refusals by their words alone.
  if (error instanceof Error && / is not allowed\. Because,? It is /.test(error.message))
    return "ADDRESS_REFUSED";
  return sent ? "BROKEN_OFF" : "UNREACHABLE";
}

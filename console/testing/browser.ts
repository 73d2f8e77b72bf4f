import { TextDecoder, TextEncoder } from "node:util";

/** What jsdom lacks and Mantine asks for. Import it first in a test of screens. */
Object.defineProperty(window, "matchMedia", {
  value: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }),
});

window.ResizeObserver = class implements ResizeObserver {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};

Object.defineProperty(document, "fonts", {
  value: { addEventListener: () => undefined, removeEventListener: () => undefined },
});

Object.assign(globalThis, { TextDecoder, TextEncoder });

/** The router describes its navigations by requests that it never sends. */
class NavigationRequest {
  readonly url: string;
  readonly method = "GET";
  readonly signal: AbortSignal | undefined;
  readonly headers = new Headers();
  constructor(url: string | URL, init?: { readonly signal?: AbortSignal }) {
    this.url = String(url);
    this.signal = init?.signal;
  }
}
Object.assign(globalThis, { Request: NavigationRequest });

window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

/** Without a layout nothing has a size, and a list that shows what is in sight would show nothing. */
Object.defineProperties(Element.prototype, {
  clientHeight: { get: () => 800, configurable: true },
  clientWidth: { get: () => 300, configurable: true },
});

import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/CloseButton.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/VisuallyHidden.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/PasswordInput.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Radio.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/Group.css";
import "@mantine/core/styles/Stack.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Skeleton.css";
import "@mantine/core/styles/Overlay.css";
import "@mantine/core/styles/Paper.css";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Modal.css";
import "@mantine/core/styles/ScrollArea.css";
import "@mantine/core/styles/Progress.css";
import "@mantine/core/styles/Kbd.css";
import "@mantine/spotlight/styles.css";
import "./look/look.css";
import "./look/bits.css";
import "./frame/frame.css";
import "./session/session.css";
import "./inbox/inbox.css";
import "./inbox/conversation.css";
import "./inbox/composer.css";
import "./shortcuts/shortcuts.css";
import "./leads/leads.css";
import "./account/account.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";
import { Console } from "./Console.tsx";
import { browserStorage } from "./inbox/browser-storage.ts";
import { uploadByXhr } from "./inbox/upload.ts";
import { wallClock } from "./live/clock.ts";
import { createParts } from "./parts.ts";
import { routes } from "./routes.tsx";

const place = document.getElementById("console");
if (!place) throw new Error("index.html has no element #console");

const parts = createParts({
  fetch: (input, init) => fetch(input, init),
  openSource: (url) => new EventSource(url),
  clock: wallClock,
  upload: uploadByXhr,
  storage: browserStorage(),
  language: navigator.language,
});
// Who closes the page does not mean to take back what they have sent.
addEventListener("pagehide", () => void parts.outgoing.flush());
const router = createBrowserRouter(routes, { basename: "/console" });

createRoot(place).render(
  <StrictMode>
    <Console parts={parts} router={router} />
  </StrictMode>,
);

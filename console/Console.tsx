import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { I18nextProvider } from "react-i18next";
import type { DataRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { cssVariables, theme } from "./look/theme.ts";
import { type Parts, PartsProvider } from "./parts.ts";

interface ConsoleProps {
  readonly parts: Parts;
  readonly router: DataRouter;
}

/** The whole console: what all screens stand on, and the routes. */
export function Console({ parts, router }: ConsoleProps) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={parts.client}>
        <PartsProvider value={parts}>
          <I18nextProvider i18n={parts.words}>
            <RouterProvider router={router} />
          </I18nextProvider>
        </PartsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

import { lazy, Suspense } from "react";
import { Navigate, type RouteObject } from "react-router";
import { Loading } from "../look/States.tsx";

/** Few people need them, so nobody else waits for them. */
const SettingsPages = lazy(async () => ({ default: (await import("./pages.tsx")).SettingsPages }));

/** Where some pages were before they were settings. */
const moved = ["people", "keys", "audit", "undelivered"];

export const settingsRoutes: RouteObject[] = [
  {
    path: "settings/*",
    element: (
      <Suspense fallback={<Loading what="the settings" />}>
        <SettingsPages />
      </Suspense>
    ),
  },
  ...moved.map((path) => ({ path, element: <Navigate to={`/settings/${path}`} replace /> })),
];

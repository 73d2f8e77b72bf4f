import { type RouteObject, useRoutes } from "react-router";
import { Audit } from "../audit/Audit.tsx";
import { Keys } from "../keys/Keys.tsx";
import { People } from "../people/People.tsx";
import { Undelivered } from "../undelivered/Undelivered.tsx";
import { AboutServer } from "./AboutServer.tsx";
import { AllSettings } from "./AllSettings.tsx";
import { Install } from "./Install.tsx";
import { Look } from "./Look.tsx";
import { Mail } from "./Mail.tsx";
import { Privacy } from "./Privacy.tsx";
import { Replies } from "./Replies.tsx";
import { Routing } from "./Routing.tsx";
import { Settings } from "./Settings.tsx";
import { Team } from "./Team.tsx";
import { Teams } from "./Teams.tsx";
import { Webhook } from "./Webhook.tsx";
import { Webhooks } from "./Webhooks.tsx";

/** Every address below /settings. */
const pages: RouteObject[] = [
  // On phones the list has the screen for itself.
  { index: true, element: <AllSettings /> },
  { path: "all", element: <AllSettings /> },
  { path: "install", element: <Install /> },
  { path: "look", element: <Look /> },
  { path: "people", element: <People /> },
  { path: "teams", element: <Teams /> },
  { path: "teams/:team", element: <Team /> },
  { path: "routing", element: <Routing /> },
  { path: "replies", element: <Replies /> },
  { path: "webhooks", element: <Webhooks /> },
  { path: "webhooks/:webhook", element: <Webhook /> },
  { path: "undelivered", element: <Undelivered /> },
  { path: "keys", element: <Keys /> },
  { path: "mail", element: <Mail /> },
  { path: "privacy", element: <Privacy /> },
  { path: "audit", element: <Audit /> },
  { path: "about", element: <AboutServer /> },
];

const routes: RouteObject[] = [{ element: <Settings />, children: pages }];

/** All pages of the settings. */
export function SettingsPages() {
  return useRoutes(routes);
}

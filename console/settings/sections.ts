import type { IconName } from "../look/Icon.tsx";

export interface Section {
  /** Below /settings. */
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
}

export interface SectionGroup {
  readonly title: string;
  readonly sections: readonly Section[];
}

/** The side list of the settings. */
export const SECTIONS: readonly SectionGroup[] = [
  {
    title: "Website",
    sections: [
      { path: "install", title: "Install", icon: "page" },
      { path: "look", title: "Look", icon: "eye" },
    ],
  },
  {
    title: "People",
    sections: [
      { path: "people", title: "People", icon: "person" },
      { path: "teams", title: "Teams and hours", icon: "people" },
      { path: "routing", title: "Routing", icon: "right" },
      { path: "replies", title: "Saved replies", icon: "chat" },
    ],
  },
  {
    title: "Connections",
    sections: [
      { path: "webhooks", title: "Webhooks", icon: "bolt" },
      { path: "undelivered", title: "Undelivered", icon: "late" },
      { path: "keys", title: "API keys", icon: "file" },
      { path: "mail", title: "Mail", icon: "mail" },
    ],
  },
  {
    title: "Server",
    sections: [
      { path: "privacy", title: "Privacy", icon: "hidden" },
      { path: "audit", title: "Audit log", icon: "clock" },
      { path: "all", title: "All settings", icon: "gear" },
      { path: "about", title: "About", icon: "info" },
    ],
  },
];

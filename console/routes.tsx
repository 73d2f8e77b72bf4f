import { Navigate, type RouteObject } from "react-router";
import { Account } from "./account/Account.tsx";
import { Board } from "./board/Board.tsx";
import { Frame } from "./frame/Frame.tsx";
import { Lost, Nowhere } from "./frame/Nowhere.tsx";
import { Inbox } from "./inbox/Inbox.tsx";
import { LeadPage } from "./leads/LeadPage.tsx";
import { Leads } from "./leads/Leads.tsx";
import { LogIn } from "./session/LogIn.tsx";
import { RequireSession } from "./session/RequireSession.tsx";
import { Welcome } from "./session/Welcome.tsx";
import { settingsRoutes } from "./settings/settings-routes.tsx";
import { Visitors } from "./visitors/Visitors.tsx";

export const routes: RouteObject[] = [
  {
    errorElement: <Lost />,
    children: [
      { path: "/login", element: <LogIn /> },
      { path: "/welcome", element: <Welcome /> },
      {
        path: "/",
        element: (
          <RequireSession>
            <Frame />
          </RequireSession>
        ),
        children: [
          { index: true, element: <Navigate to="/inbox/waiting" replace /> },
          { path: "inbox", element: <Navigate to="/inbox/waiting" replace /> },
          { path: "inbox/:queue/:id?/:side?", element: <Inbox /> },
          { path: "visitors", element: <Visitors /> },
          { path: "board", element: <Board /> },
          { path: "leads", element: <Leads /> },
          { path: "leads/:id", element: <LeadPage /> },
          { path: "account", element: <Account /> },
          ...settingsRoutes,
          { path: "*", element: <Nowhere /> },
        ],
      },
    ],
  },
];

import { NavLink } from "react-router";

/** The pages of an admin, one beside the other. */
export function AdminTabs() {
  return (
    <nav aria-label="Administration" className="page-tabs">
      <NavLink to="/people">People</NavLink>
      <NavLink to="/keys">API keys</NavLink>
      <NavLink to="/audit">Audit log</NavLink>
    </nav>
  );
}

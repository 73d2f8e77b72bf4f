import { Link, NavLink, Outlet, useMatch } from "react-router";
import { Nowhere } from "../frame/Nowhere.tsx";
import { Icon } from "../look/Icon.tsx";
import { useMe } from "../session/me.ts";
import { SECTIONS } from "./sections.ts";
import "./settings.css";

/** The settings: a list of pages beside the one that is open; on phones one or the other. For admins. */
export function Settings() {
  const { person } = useMe();
  return person.role === "admin" ? <Opened /> : <Nowhere />;
}

function Opened() {
  const { site } = useMe();
  const isList = useMatch("/settings") !== null;
  return (
    <div className={isList ? "settings settings-listed" : "settings"}>
      {isList && <title>{`Settings · ${site.name}`}</title>}
      <nav aria-label="Settings" className="settings-list">
        <p className="settings-title">Settings</p>
        {SECTIONS.map(({ title, sections }) => (
          <section key={title} aria-label={title}>
            <h2>{title}</h2>
            {sections.map(({ path, title: name, icon }) => (
              <NavLink key={path} to={`/settings/${path}`} className="side-entry">
                <Icon name={icon} />
                <span>{name}</span>
              </NavLink>
            ))}
          </section>
        ))}
      </nav>
      <div className="settings-open">
        {!isList && (
          <Link to="/settings" className="settings-up">
            <Icon name="back" /> Settings
          </Link>
        )}
        <Outlet />
      </div>
    </div>
  );
}

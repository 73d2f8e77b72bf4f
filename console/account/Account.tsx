import { AtWork } from "../alerts/AtWork.tsx";
import { answersVisitors } from "../alerts/answers-visitors.ts";
import { useMe } from "../session/me.ts";
import { Codes } from "./Codes.tsx";
import { InboxSettings } from "./InboxSettings.tsx";
import { PasswordChange } from "./PasswordChange.tsx";
import { Sessions } from "./Sessions.tsx";

/** One's own account: password, codes, and where one is logged in. */
export function Account() {
  const { person, site, totp } = useMe();
  return (
    <div className="page">
      <title>{`Your account · ${site.name}`}</title>
      <header className="page-head">
        <h1>Your account</h1>
        <span className="meta">{person.email}</span>
      </header>
      <div className="account">
        <InboxSettings />
        {answersVisitors(person.role) && <AtWork />}
        <PasswordChange />
        <Codes on={totp === "on"} />
        <Sessions />
      </div>
    </div>
  );
}

import { Door } from "../session/Door.tsx";
import { Codes } from "./Codes.tsx";

/** Shown to admins of a site that asks for codes, until they have set them up. */
export function CodesFirst() {
  return (
    <Door title="One more step" under="Admins of this site log in with a code as well. Set it up to go on.">
      <div className="account">
        <Codes on={false} />
      </div>
    </Door>
  );
}

import { inWords } from "../api/api-problem.ts";
import { Icon } from "../look/Icon.tsx";

/** Why it was not done; nothing where nothing went wrong. */
export function Trouble({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <p role="alert" className="notice notice-danger">
      <Icon name="late" />
      <span>{inWords(error)}</span>
    </p>
  );
}

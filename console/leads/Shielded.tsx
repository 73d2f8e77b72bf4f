import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../look/Icon.tsx";

/** Words that hurt: nobody has to read them who does not ask. Not in the page before, so no reader reads them out. */
export function Shielded({ text }: { readonly text: string }) {
  const [shown, setShown] = useState(false);
  if (shown) return text;
  return (
    <UnstyledButton className="shielded" onClick={() => setShown(true)}>
      <Icon name="hidden" size={14} /> <span>Rude words. Show them</span>
      <span className="shielded-blur" aria-hidden="true">
        {text.replace(/\S/g, "x")}
      </span>
    </UnstyledButton>
  );
}

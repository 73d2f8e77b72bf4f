import { Avatar } from "../look/Avatar.tsx";
import { useWords } from "../words/words.ts";
import type { Viewer } from "./use-seen.ts";

interface ViewersProps {
  readonly viewers: readonly Viewer[];
  /** Avatars only; what they do is in their names. */
  readonly small?: boolean;
}

/** Colleagues who look at a conversation: "Lea is viewing", "Lea is typing". */
export function Viewers({ viewers, small = false }: ViewersProps) {
  const say = useWords();
  if (viewers.length === 0) return null;
  return (
    <span className="viewers">
      {viewers.map(({ id, name, typing }) => {
        const does = say(typing ? "viewers.types" : "viewers.is", { name });
        return small ? (
          <span key={id} role="img" aria-label={does} title={does} className="viewer">
            <Avatar name={name} size={20} />
          </span>
        ) : (
          <span key={id} className="viewer">
            <Avatar name={name} size={20} />
            <span className="meta">{does}</span>
          </span>
        );
      })}
    </span>
  );
}

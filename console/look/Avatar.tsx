import { Icon } from "./Icon.tsx";

const grounds = 4;

/** A person's initials on a round ground; the same name has the same ground. The bot's is square. */
export function Avatar({ name, bot = false, size = 28 }: AvatarProps) {
  if (bot) {
    return (
      <span aria-hidden="true" className="avatar avatar-bot" style={{ width: size, height: size }}>
        <Icon name="bot" size={Math.round(size * 0.58)} />
      </span>
    );
  }
  const ground = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % grounds;
  return (
    <span
      aria-hidden="true"
      className={`avatar avatar-${ground}`}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.4) }}
    >
      {initials(name)}
    </span>
  );
}

interface AvatarProps {
  readonly name: string;
  readonly bot?: boolean;
  /** Pixels. */
  readonly size?: number;
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}

/** @jsxImportSource preact */
const PATHS = {
  bot: "M5 9h14v10H5zM12 9V5M9 13v2M15 13v2M2 13v3M22 13v3",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  down: "m6 9 6 6 6-6",
  close: "M6 6l12 12M18 6 6 18",
  send: "M21 3 10.5 13.5M21 3l-6.5 18-4-7.5L3 9.5z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  alert: "M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  warning: "M12 4 2.5 20h19zM12 10v4M12 17v.01",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2",
  next: "m9 6 6 6-6 6",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
} as const;

interface IconProps {
  readonly name: keyof typeof PATHS;
  /** Pixels; 16 unless said. */
  readonly size?: number;
}

/** A drawing beside words: it has no name of its own. */
export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg
      class={`icon i-${name}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

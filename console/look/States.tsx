import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { inWords } from "../api/api-problem.ts";
import { Icon, type IconName } from "./Icon.tsx";

/** What could not be loaded, why, and a way to try again. */
export function Failure({ what, error, onRetry }: FailureProps) {
  return (
    <div role="alert" className="state">
      <span className="state-icon state-icon-danger">
        <Icon name="late" size={20} />
      </span>
      <p className="state-title">{what}</p>
      <p className="state-text">{inWords(error)}</p>
      <Button variant="default" size="sm" leftSection={<Icon name="retry" />} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

interface FailureProps {
  /** One sentence, such as "The leads did not load." */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Nothing to show, and why that is. */
export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div className="state">
      <span className="state-icon">
        <Icon name={icon} size={20} />
      </span>
      <p className="state-title">{title}</p>
      {children !== undefined && <div className="state-text">{children}</div>}
    </div>
  );
}

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Grey rows in place of what is on its way; `what` is told to screen readers. */
export function Loading({ what, rows = 4, height = 56 }: LoadingProps) {
  return (
    <div role="status" aria-label={`Loading ${what}`} className="loading">
      {Array.from({ length: rows }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <Skeleton key={n} height={height} radius={8} />
      ))}
    </div>
  );
}

interface LoadingProps {
  readonly what: string;
  readonly rows?: number;
  /** Pixels of one row. */
  readonly height?: number;
}

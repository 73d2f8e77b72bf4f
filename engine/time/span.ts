/** A length of time as a playbook writes it ("5 minutes", "2 working days"). */
export interface Span {
  readonly amount: number;
  readonly unit: "second" | "minute" | "hour" | "day" | "week" | "month" | "year";
  /** Counted in business days ("1 working day"); only with `unit: "day"`. */
  readonly working: boolean;
}

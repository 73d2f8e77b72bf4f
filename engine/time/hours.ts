/** A team's business hours: for each weekday (1 Monday to 7 Sunday) the spans in which it is open, as "HH:MM". */
export type WeekHours = ReadonlyMap<number, readonly { readonly from: string; readonly to: string }[]>;

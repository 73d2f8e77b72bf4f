/** A text of one line as YAML in quotes: double ones, or single ones where it holds those or a backslash. */
export function quoted(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

/** Gives the browser a file to save. */
export function saveJson(name: string, data: unknown): void {
  const blob = new Blob([JSON.stringify(data, undefined, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

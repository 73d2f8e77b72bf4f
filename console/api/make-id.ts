/** A client id: 16 random bytes, base64url. `crypto.randomUUID` is missing on pages that are served without TLS. */
export function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Calls `act` at most once in `ms`, the last call never lost: a burst of changes is one look at the server.
 *
 * @param later runs something after so many ms.
 */
export function soon(
  act: () => void,
  ms: number,
  later: (act: () => void, ms: number) => unknown,
): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    later(() => {
      asked = false;
      act();
    }, ms);
  };
}

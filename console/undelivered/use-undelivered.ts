import { useMutation } from "@tanstack/react-query";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { useParts } from "../parts.ts";

/** Tries something again; the list is asked for anew. */
export function useRetry() {
  const { api, client } = useParts();
  return useMutation<void, Error, string>({
    mutationFn: (id) => api.retryUndelivered(id),
    onSuccess: () => refresh(client, keys.undelivered),
    onError: (error) => noteLogOut(client, error),
  });
}

/** Drops something for good. */
export function useDiscard(onDone: () => void) {
  const { api, client } = useParts();
  return useMutation<void, Error, string>({
    mutationFn: (id) => api.discardUndelivered(id),
    onSuccess: () => {
      refresh(client, keys.undelivered);
      onDone();
    },
    onError: (error) => noteLogOut(client, error),
  });
}

/** Tells a webhook again that had said it was gone. */
export function useOpenEndpoint() {
  const { api, client } = useParts();
  return useMutation<void, Error, string>({
    mutationFn: (name) => api.openWebhook(name),
    onSuccess: () => refresh(client, keys.webhooks),
    onError: (error) => noteLogOut(client, error),
  });
}

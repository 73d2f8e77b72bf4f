import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { OfferTransfer } from "../../server/wire/handoff.ts";
import type { CloseOutcome, InboxDetail } from "../../server/wire/rep.ts";
import { keepConversation, keys, noteLogOut, refresh, refreshInbox } from "../api/queries.ts";
import { useParts } from "../parts.ts";

/** Claims a conversation; the winner finds it among their own, the loser sees how it stands now. */
export function useClaim(id: string) {
  const { api } = useParts();
  const navigate = useNavigate();
  return useMove(
    () => api.claim(id),
    () => void navigate(`/inbox/mine/${id}`, { replace: true }),
  );
}

export function useReturn(id: string, onDone: () => void) {
  const { api, outgoing } = useParts();
  return useMove(async (step: string | undefined) => {
    await outgoing.flush(id);
    return await api.giveBack(id, step);
  }, onDone);
}

export function useClose(id: string, onDone: () => void) {
  const { api, outgoing } = useParts();
  return useMove(async (outcome: CloseOutcome) => {
    // What was sent a moment ago must not come after the end.
    await outgoing.flush(id);
    return await api.close(id, outcome);
  }, onDone);
}

/** Sets a conversation aside until a time; null brings it back. */
export function useSnooze(id: string, onDone: () => void) {
  const { api } = useParts();
  return useMove((until: string | null) => api.snooze(id, until), onDone);
}

/** Asks a colleague or a team to take a conversation over. */
export function useTransfer(id: string, onDone: () => void) {
  const { api, outgoing } = useParts();
  return useMove(async (to: OfferTransfer) => {
    await outgoing.flush(id);
    return await api.transfer(id, to);
  }, onDone);
}

/** Takes over what somebody passes on, or does not; whoever has passed it on takes it back. */
export function useAnswerTransfer(id: string) {
  const { api } = useParts();
  return useMove(
    (yes: boolean) => api.answerTransfer(id, yes),
    () => undefined,
  );
}

/** A refused move means that the screen was behind: it is asked for again. */
function useMove<T>(move: (how: T) => Promise<InboxDetail>, onDone: () => void) {
  const { client } = useParts();
  return useMutation<InboxDetail, Error, T>({
    mutationFn: move,
    onSuccess: (detail) => {
      keepConversation(client, detail);
      onDone();
    },
    onError: (error) => {
      noteLogOut(client, error);
      refresh(client, keys.conversations);
      refreshInbox(client);
    },
  });
}

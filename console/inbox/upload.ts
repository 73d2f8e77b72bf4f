import type { WireFile } from "../../server/wire/message.ts";
import type { WireProblem } from "../../server/wire/problem.ts";
import { ApiProblem } from "../api/api-problem.ts";

export interface UploadRequest {
  readonly url: string;
  readonly csrf: string;
  readonly file: File;
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Sends the bytes. Resolves with status 0 when no answer came; rejects only when it was called off. */
export type UploadBytes = (
  request: UploadRequest,
) => Promise<{ readonly status: number; readonly text: string }>;

/** Sends a file to the server for a conversation. @throws {ApiProblem} */
export type Upload = (
  conversation: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) => Promise<WireFile>;

export function createUpload(send: UploadBytes, csrf: () => string): Upload {
  return async (conversation, file, onProgress, signal) => {
    const url = `/api/v1/inbox/${encodeURIComponent(conversation)}/files?name=${encodeURIComponent(file.name)}`;
    const { status, text } = await send({ url, csrf: csrf(), file, onProgress, signal });
    const answer = parsed(text);
    if (status >= 200 && status < 300) return answer as WireFile;
    const nameless = { code: "UNKNOWN", detail: `The server answered ${status}.` };
    throw new ApiProblem({ ...nameless, ...(answer as Partial<WireProblem>), status });
  };
}

/** By XMLHttpRequest: fetch does not tell how far an upload is. */
export function uploadByXhr({ url, csrf, file, onProgress, signal }: UploadRequest) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("x-csrf-token", csrf);
    request.setRequestHeader("content-type", file.type === "" ? "application/octet-stream" : file.type);
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => resolve({ status: request.status, text: request.responseText }));
    request.addEventListener("error", () => resolve({ status: 0, text: "" }));
    request.addEventListener("abort", () => reject(new DOMException("called off", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

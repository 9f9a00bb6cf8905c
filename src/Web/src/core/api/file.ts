import { send } from './http';
import { problemOf } from './problem';

/** How much of a file has come. `total` is null where the gateway does not know it beforehand. */
export interface FileProgress {
  received: number;
  total: number | null;
}

export interface DownloadedFile {
  name: string;
  content: Blob;
}

/**
 * Fetches a file that the gateway makes. Aborting ends the making as well. For files that fit into memory: a copy with recordings is
 * left to the browser's own download.
 * @throws {ApiProblem} what the gateway refused; `AbortError` when `signal` fires.
 */
export async function fetchFile(path: string, onProgress: (progress: FileProgress) => void, signal: AbortSignal): Promise<DownloadedFile> {
  const response = await send(path, { credentials: 'same-origin', cache: 'no-store', signal });
  if (!response.ok) throw await problemOf(response);
  const total = Number(response.headers.get('Content-Length')) || null;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    received += part.value.length;
    onProgress({ received, total });
  }
  const content = new Blob(parts, { type: response.headers.get('Content-Type') ?? 'application/octet-stream' });
  return { name: fileName(response.headers.get('Content-Disposition')), content };
}

/** The name that the gateway gave the file: what and when, never whose. */
export const fileName = (disposition: string | null): string => /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1] ?? 'psycare';

/** Hands a file to the person, as a click on a link does. */
export function saveFile({ name, content }: DownloadedFile): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

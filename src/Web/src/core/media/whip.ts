import { ApiProblem, problemOf } from '../api/problem';
import type { MediaToken } from '../api/types';

/** An accepted offer. */
export interface WhipAnswer {
  sdp: string;
  /** Where to send DELETE; null where the server named no resource. */
  resource: string | null;
}

/** Posts an SDP offer (RFC 9725, section 4.2). @throws {ApiProblem} when it is refused or the server cannot be reached. */
export async function whipOffer(target: MediaToken, offer: string): Promise<WhipAnswer> {
  const response = await send(target.whipUrl, {
    method: 'POST',
    headers: { ...headers(target.token), 'Content-Type': 'application/sdp', Accept: 'application/sdp' },
    body: offer,
  });
  if (response.status !== 201) throw await problemOf(response);
  const location = response.headers.get('Location');
  const resource = location === null ? null : new URL(location, new URL(target.whipUrl, window.location.href)).toString();
  return { sdp: await response.text(), resource };
}

/**
 * Restarts ICE (RFC 9725, section 4.3.3): our new parameters in, the server's out, both as fragments.
 * @throws {ApiProblem} when the server refuses, knows the connection no longer, or cannot be reached.
 */
export async function whipRestart(target: MediaToken, resource: string, fragment: string): Promise<string> {
  const response = await send(resource, {
    method: 'PATCH',
    headers: { ...headers(target.token), 'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': '*' },
    body: fragment,
  });
  if (response.status !== 200) throw await problemOf(response);
  return await response.text();
}

/**
 * Whether the server still has the connection: trickling no candidates (RFC 9725, section 4.3.2) changes nothing and is refused where it is gone.
 * @throws {ApiProblem} when the server cannot tell.
 */
export async function whipIsKnown(target: MediaToken, resource: string): Promise<boolean> {
  const response = await send(resource, {
    method: 'PATCH',
    headers: { ...headers(target.token), 'Content-Type': 'application/trickle-ice-sdpfrag' },
    body: '',
  });
  if (response.status !== 204 && response.status !== 404) throw await problemOf(response);
  return response.status === 204;
}

/** Ends a WHIP session (RFC 9725, section 4.2: DELETE). Best effort: the server's own timeout does the same, later. */
export async function whipDelete(target: MediaToken, resource: string): Promise<void> {
  await send(resource, { method: 'DELETE', headers: headers(target.token), keepalive: true }).catch(() => undefined);
}

const headers = (token: string) => ({ Authorization: `Bearer ${token}`, 'X-PsyCare': '1' });

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin' });
  } catch {
    throw new ApiProblem('network', 0);
  }
}

import { request } from './http';

/** A passkey of the signed-in member. */
export interface PasskeyInfo {
  passkeyId: string;
  name: string;
  addedAt: string;
  lastUsedAt: string | null;
  /** Whether it is copied between the member's devices. */
  backedUp: boolean;
}

/** A PublicKeyCredential, as its toJSON writes it; the gateway reads it. */
export type CredentialJson = Record<string, unknown>;

const one = (id: string, tail = '') => `/api/account/passkeys/${encodeURIComponent(id)}${tail}`;

/** Passkeys: signing in with one, and one's own. All of them throw `ApiProblem`. */
export const passkeysApi = {
  beginSignIn: () => request<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/auth/passkey/begin'),
  signIn: (credential: CredentialJson) => request<undefined>('POST', '/api/auth/passkey', { body: { credential } }),

  list: (signal?: AbortSignal) => request<PasskeyInfo[]>('GET', '/api/account/passkeys', { signal }),
  begin: (password: string) =>
    request<PublicKeyCredentialCreationOptionsJSON>('POST', '/api/account/passkeys/begin', { body: { password } }),
  add: (name: string, credential: CredentialJson) => request<undefined>('POST', '/api/account/passkeys', { body: { name, credential } }),
  rename: (id: string, name: string) => request<undefined>('PUT', one(id), { body: { name } }),
  remove: (id: string, password: string) => request<undefined>('POST', one(id, '/remove'), { body: { password } }),
};

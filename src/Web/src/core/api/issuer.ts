import { request } from './http';

/** How members sign in here. */
export interface SignInMethods {
  password: boolean;
  /** Name of the practice's issuer (Entra ID, Keycloak, ...); null where there is none. */
  provider: string | null;
}

/** Sign-in by the practice's OpenID Connect issuer. All of them throw `ApiProblem`. */
export const issuerApi = {
  methods: (signal?: AbortSignal) => request<SignInMethods>('GET', '/api/auth/methods', { signal }),
  /** Begins a sign-in or, with an invitation's token, a joining. Leaves this page. */
  start: async (invitation: string | null = null) =>
    leaveFor(await request<{ url: string }>('POST', '/api/auth/oidc/start', { body: { invitation } })),
  /** Begins connecting one's account. Leaves this page. */
  connect: async (password: string) => leaveFor(await request<{ url: string }>('POST', '/api/account/issuer', { body: { password } })),
  /** Finishes a sign-in for which the issuer did not vouch enough. */
  code: (code: string) => request<undefined>('POST', '/api/auth/oidc/code', { body: { code } }),
};

function leaveFor({ url }: { url: string }): void {
  window.location.assign(url);
}

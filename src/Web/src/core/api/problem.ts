/** Every refusal the client has words for. The client's own: `network` (no answer), `unknown` (one it cannot read), `overtaken` (useSharedEdit). */
export const problemCodes = [
  'notFound',
  'invalid',
  'wrongPhase',
  'inviteUnknown',
  'inviteUsed',
  'inviteExpired',
  'consentMissing',
  'tooLarge',
  'conflict',
  'forbiddenByPolicy',
  'alreadyExists',
  'legalHold',
  'erased',
  'lastAdministrator',
  'weakPassword',
  'wrongCode',
  'wrongPassword',
  'codeRequired',
  'supervisionNotConsented',
  'noteSigned',
  'passcodeWrong',
  'legalHold',
  'signInFailed',
  'lockedOut',
  'signInAgain',
  'notConnected',
  'passwordSignInOff',
  'providerFailed',
  'notInvited',
  'noRole',
  'notSignedIn',
  'forbidden',
  'offerRejected',
  'rateLimited',
  'payloadTooLarge',
  'unavailable',
  'network',
  'unknown',
  'overtaken',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

const byStatus: Partial<Record<number, ProblemCode>> = {
  401: 'notSignedIn',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  413: 'payloadTooLarge',
  422: 'invalid',
  429: 'rateLimited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** A refused or failed request. The code is translated where it is shown; nothing else of it reaches a person. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly code: ProblemCode,
    readonly status: number,
    readonly reason?: string,
    /** What of the request it is about, as the gateway names it. */
    readonly fields: readonly string[] = [],
  ) {
    super(`${code} (${status})`);
  }

  /** True when trying again later may succeed without the user changing anything. */
  get retryable(): boolean {
    return this.code === 'network' || this.code === 'unavailable' || this.code === 'rateLimited' || this.status >= 500;
  }
}

const isCode = (value: unknown): value is ProblemCode => problemCodes.some((code) => code === value);

/** The problem that an address names, e.g. after the way back from the issuer; null where it names none. */
export const problemNamed = (code: string | null): ApiProblem | null =>
  code === null ? null : new ApiProblem(isCode(code) ? code : 'unknown', 0);

/** Reads RFC 9457 problem details; falls back to the HTTP status where the body says nothing known. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const fallback = byStatus[response.status] ?? (response.status >= 500 ? 'unavailable' : 'unknown');
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return new ApiProblem(fallback, response.status);
  const { code, reason, fields } = body as { code?: unknown; reason?: unknown; fields?: unknown };
  const named = Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [];
  return new ApiProblem(isCode(code) ? code : fallback, response.status, typeof reason === 'string' ? reason : undefined, named);
}

/** Anything thrown, as a problem: a programming error stays `unknown`. */
export function toProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem('unknown', 0);
}

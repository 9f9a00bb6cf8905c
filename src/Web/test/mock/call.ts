/** One call of the REST interface, as the mock's parts look at it. */
export interface Call {
  /** Method and path, e.g. `GET practice/members`. */
  key: string;
  /** The path's last part. */
  id: string;
  /** The path's second part, e.g. a session. */
  of: string;
  body: () => Promise<Record<string, unknown>>;
}

/** Answered where a call belongs to another part. */
export const notMine = Symbol('not mine');

/** A moment so many days, and hours, before now. */
export const ago = (days: number, hours = 0): string => new Date(Date.now() - (days * 24 + hours) * 3600_000).toISOString();

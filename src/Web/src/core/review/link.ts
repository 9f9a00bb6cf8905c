/** The review of a session, standing at a moment of its clock. */
export const reviewLink = (sessionId: string, ms: number) =>
  `/sessions/${encodeURIComponent(sessionId)}/review?t=${Math.max(0, Math.round(ms))}`;

/** The moment that a review's address names, milliseconds; null where it names none. */
export function momentOf(search: string): number | null {
  const value = new URLSearchParams(search).get('t');
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;
}

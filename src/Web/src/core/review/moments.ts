/** Within this, milliseconds, a moment counts as the one the reader stands at: going back again goes one further. */
const standingMs = 1500;

/** The moment before (-1) or after (1) `atMs` in ascending `moments`; null where there is none. */
export function neighbour(moments: readonly number[], atMs: number, direction: -1 | 1): number | null {
  if (direction === 1) return moments.find((moment) => moment > atMs + 1) ?? null;
  return moments.findLast((moment) => moment < atMs - standingMs) ?? null;
}

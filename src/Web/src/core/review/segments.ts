import type { Role, Segment } from '../api/types';

/** The segments of one participant, in order of their start. */
export function segmentsOf(segments: readonly Segment[], participant: Role): Segment[] {
  return segments.filter((segment) => segment.participant === participant).sort((a, b) => a.startMs - b.startMs);
}

/** The segment that plays at a moment of the session; of two that overlap (a reconnect) the later one; null where nothing was recorded. */
export function segmentAt(segments: readonly Segment[], ms: number): Segment | null {
  let found: Segment | null = null;
  for (const segment of segments) {
    if (segment.startMs <= ms && ms < segment.startMs + segment.durationMs && (!found || segment.startMs >= found.startMs)) found = segment;
  }
  return found;
}

/** Where in a segment's own file a moment of the session is, seconds. */
export function offsetIn(segment: Segment, ms: number): number {
  return Math.max(0, ms - segment.startMs) / 1000;
}

/** The session moment of a point on a line of `width` pixels, within [0, durationMs]. */
export function momentAt(x: number, width: number, durationMs: number): number {
  if (width <= 0) return 0;
  return Math.min(durationMs, Math.max(0, (x / width) * durationMs));
}

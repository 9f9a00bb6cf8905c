import type { MediaOperations, MediaTotals } from '../api/operations';

/** What happened between two readings. */
export interface Rates {
  /** Packets a second, from the participants and to them. */
  received: number;
  sent: number;
  /** Shares of what was received, 0-1: made good by a retransmission, and lost for good. */
  restored: number;
  lost: number;
}

type Counter = { [K in keyof MediaTotals]: MediaTotals[K] extends number ? K : never }[keyof MediaTotals];

/** Null where the readings do not follow one another: the gateway was started anew, or another one answered. */
export function ratesBetween(before: MediaOperations, now: MediaOperations): Rates | null {
  const seconds = (Date.parse(now.at) - Date.parse(before.at)) / 1000;
  const grown = (name: Counter) => now.totals[name] - before.totals[name];
  const [received, sent, restored, lost] = [grown('rtpReceived'), grown('rtpSent'), grown('rtpRestored'), grown('rtpLost')];
  if (seconds <= 0 || Math.min(received, sent, restored, lost) < 0) return null;
  const expected = received + lost;
  const share = (part: number) => (expected === 0 ? 0 : part / expected);
  return { received: received / seconds, sent: sent / seconds, restored: share(restored), lost: share(lost) };
}

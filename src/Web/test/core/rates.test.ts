import { describe, expect, it } from 'vitest';
import type { MediaOperations } from '../../src/core/api/operations';
import { ratesBetween } from '../../src/core/operations/rates';

const reading = (second: number, totals: Partial<MediaOperations['totals']>) =>
  ({
    at: new Date(1_700_000_000_000 + second * 1000).toISOString(),
    totals: { rtpReceived: 0, rtpSent: 0, rtpRestored: 0, rtpLost: 0, ...totals },
  }) as MediaOperations;

describe('rates of the media endpoint', () => {
  it('are packets a second and shares of what was expected', () => {
    const rates = ratesBetween(reading(0, {}), reading(10, { rtpReceived: 990, rtpSent: 2000, rtpRestored: 100, rtpLost: 10 }));
    expect(rates).toEqual({ received: 99, sent: 200, restored: 0.1, lost: 0.01 });
  });

  it('are nought while nobody talks, and unknown after a new start', () => {
    expect(ratesBetween(reading(0, {}), reading(5, {}))).toEqual({ received: 0, sent: 0, restored: 0, lost: 0 });
    expect(ratesBetween(reading(0, { rtpReceived: 5 }), reading(5, {}))).toBeNull();
    expect(ratesBetween(reading(5, {}), reading(5, {}))).toBeNull();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AffectFeed } from '../../src/core/affect/affectFeed';
import { whyNoReading } from '../../src/core/affect/explain';
import { gapOf, sampleOf } from '../fixtures';

describe('affect feed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows the newest sample of a batch', () => {
    const feed = new AffectFeed();
    feed.push([sampleOf(1, 100), sampleOf(2, 200)]);
    expect(feed.reading.get()).toMatchObject({ kind: 'reading', sample: { sequence: 2 } });
  });

  it('takes the reading away when no sample comes for a second', () => {
    const feed = new AffectFeed();
    feed.push([sampleOf(1, 100)]);
    vi.advanceTimersByTime(999);
    expect(feed.reading.get().kind).toBe('reading');
    vi.advanceTimersByTime(1);
    expect(feed.reading.get()).toMatchObject({ kind: 'none', reason: 'stalled' });
  });

  it('keeps the gateway’s reason through a silence', () => {
    const feed = new AffectFeed();
    feed.push([gapOf(1, 100, 'tooDark')]);
    vi.advanceTimersByTime(5000);
    expect(feed.reading.get()).toMatchObject({ kind: 'none', reason: 'tooDark' });
  });

  it('comes back with the next sample', () => {
    const feed = new AffectFeed();
    feed.push([sampleOf(1, 100)]);
    vi.advanceTimersByTime(3000);
    feed.push([sampleOf(2, 3100)]);
    expect(feed.reading.get().kind).toBe('reading');
  });

  it('does not tell anyone about samples it already has', () => {
    const feed = new AffectFeed();
    feed.push([sampleOf(1, 100)]);
    const told = vi.fn();
    feed.reading.subscribe(told);
    feed.push([sampleOf(1, 100)]);
    expect(told).not.toHaveBeenCalled();
  });
});

describe('why there is no reading', () => {
  const reading = { kind: 'reading', sample: sampleOf(1, 100) } as const;

  it('goes by the patient’s decision even while a sample is still on its way', () => {
    expect(whyNoReading(reading, 'withdrawn')).toBe('consentWithdrawn');
    expect(whyNoReading(reading, 'paused')).toBe('paused');
    expect(whyNoReading(reading, 'forbidden')).toBe('forbiddenByPolicy');
    expect(whyNoReading(reading, 'active')).toBeNull();
  });
});

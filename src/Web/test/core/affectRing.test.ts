import { describe, expect, it } from 'vitest';
import { AffectRing } from '../../src/core/affect/affectRing';
import { gapOf, sampleOf } from '../fixtures';

const smile = { emotion: 'happiness' } as const;

describe('affect ring', () => {
  it('keeps the last minute and nothing older', () => {
    const ring = new AffectRing();
    for (let i = 1; i <= 700; i += 1) ring.add([sampleOf(i, i * 100)]);
    expect(ring.all[0]?.atMs).toBe(10_000);
    expect(ring.latest?.atMs).toBe(70_000);
  });

  it('drops what comes twice, as after a re-join', () => {
    const ring = new AffectRing();
    ring.add([sampleOf(1, 100), sampleOf(2, 200)]);
    expect(ring.add([sampleOf(1, 100), sampleOf(2, 200)])).toBe(false);
    expect(ring.all).toHaveLength(2);
  });

  it('puts a late sample in its place', () => {
    const ring = new AffectRing();
    ring.add([sampleOf(1, 100), sampleOf(4, 400)]);
    ring.add([sampleOf(2, 200), sampleOf(3, 300)]);
    expect(ring.all.map((sample) => sample.sequence)).toEqual([1, 2, 3, 4]);
    expect(ring.lastSequence).toBe(4);
  });

  it('draws no reading as a gap, never as zero', () => {
    const ring = new AffectRing();
    ring.add([sampleOf(1, 100), gapOf(2, 200), sampleOf(3, 300)]);
    expect(ring.columns([smile, { unit: 12 }]).curves).toEqual([
      [0.8, null, 0.8],
      [3, null, 3],
    ]);
  });

  it('draws silence of more than a second as a gap', () => {
    const ring = new AffectRing();
    ring.add([sampleOf(1, 100), sampleOf(2, 1100), sampleOf(3, 2101)]);
    const { t, curves } = ring.columns([smile]);
    expect(curves[0]).toEqual([0.8, 0.8, null, 0.8]);
    expect(t).toHaveLength(4);
    expect([...t].sort((a, b) => a - b)).toEqual(t);
  });

  it('tells an emotion that is not estimated (zero) from no reading (gap)', () => {
    const ring = new AffectRing();
    ring.add([sampleOf(1, 100), gapOf(2, 200)]);
    expect(ring.columns([{ emotion: 'fear' }]).curves[0]).toEqual([0, null]);
  });
});

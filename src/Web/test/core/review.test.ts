import { describe, expect, it } from 'vitest';
import type { AffectTrack } from '../../src/core/api/types';
import { momentAt, offsetIn, segmentAt, segmentsOf } from '../../src/core/review/segments';
import { columnsOf, emotionsOf, gapsOf, liveliestUnits, rangesOf, sideAt } from '../../src/core/review/track';
import { segmentOf } from '../fixtures';

describe('review segments', () => {
  const segments = [segmentOf('a', 1000, 9000), segmentOf('b', 20_000, 5000), segmentOf('t', 0, 30_000, 'clinician')];
  const patient = segmentsOf(segments, 'patient');

  it('are told apart by participant and put in order', () => {
    expect(segmentsOf([segments[1]!, segments[0]!], 'patient').map((segment) => segment.segmentId)).toEqual(['a', 'b']);
    expect(segmentsOf(segments, 'clinician')).toHaveLength(1);
  });

  it.each([
    [0, null],
    [999, null],
    [1000, 'a'],
    [9999, 'a'],
    [10_000, null],
    [20_000, 'b'],
    [25_000, null],
  ])('at %i ms plays %s', (ms, id) => {
    expect(segmentAt(patient, ms)?.segmentId ?? null).toBe(id);
  });

  it('prefer the later of two that overlap, as after a reconnect', () => {
    expect(segmentAt([segmentOf('old', 0, 10_000), segmentOf('new', 8000, 10_000)], 9000)?.segmentId).toBe('new');
  });

  it('are read from their own beginning', () => {
    expect(offsetIn(segments[1]!, 22_500)).toBe(2.5);
  });

  it('a click on the timeline becomes a moment within the session', () => {
    expect(momentAt(50, 200, 60_000)).toBe(15_000);
    expect(momentAt(-5, 200, 60_000)).toBe(0);
    expect(momentAt(900, 200, 60_000)).toBe(60_000);
    expect(momentAt(5, 0, 60_000)).toBe(0);
  });
});

describe('review curves', () => {
  const track: AffectTrack = {
    atMs: [100, 300, 500, 700, 4000, 4200],
    noReading: [null, 'noFace', 'noFace', null, 'tooDark', null],
    quality: [1, null, null, 1, null, 1],
    actionUnits: { '12': [1, null, null, 2, null, 3], '4': [0, null, null, 0.5, null, 0] },
    deviations: { '12': [0.5, null, null, 1, null, 3] },
    asymmetries: { '12': [2.5, null, null, -3, null, null] },
    emotions: { happiness: [0.2, null, null, 0, null, 0.9] },
  };

  it('name every stretch without a reading', () => {
    expect(gapsOf(track, 8000)).toEqual([
      { fromMs: 300, toMs: 700, reason: 'noFace' },
      { fromMs: 700, toMs: 4000, reason: 'noData' },
      { fromMs: 4000, toMs: 4200, reason: 'tooDark' },
      { fromMs: 4200, toMs: 8000, reason: 'noData' },
    ]);
  });

  it('the probable range of a unit has the gaps of its curve, and none is invented where no deviation is known', () => {
    const [smile, brow] = rangesOf(track, [12, 4]);
    const { curves } = columnsOf(track, [{ unit: 12 }]);
    expect(smile?.low.map((value) => value === null)).toEqual(curves[0]?.map((value) => value === null));
    expect(smile?.low.filter((value) => value !== null)).toEqual([0.5, 1, 0]);
    expect(smile?.high.filter((value) => value !== null)).toEqual([1.5, 3, 5]);
    expect(brow?.low.every((value) => value === null)).toBe(true);
  });

  it.each([
    [99, null],
    [100, 'left'],
    [299, 'left'],
    [300, null],
    [1700, 'right'],
    [1701, null],
    [4200, null],
  ])('at %i ms say on which side a unit was stronger, and nothing where there was no reading or both were alike', (ms, side) => {
    expect(sideAt(track, 12, ms)).toBe(side);
    expect(sideAt(track, 4, ms)).toBeNull();
  });

  it('of an older release say nothing of sides', () => {
    expect(sideAt({ ...track, asymmetries: undefined }, 12, 100)).toBeNull();
  });

  it('an empty track is one gap', () => {
    const empty: AffectTrack = { atMs: [], noReading: [], quality: [], actionUnits: {}, deviations: {}, emotions: {} };
    expect(gapsOf(empty, 5000)).toEqual([{ fromMs: 0, toMs: 5000, reason: 'noData' }]);
  });

  it('have a hole, never a zero, where there was no reading', () => {
    const { t, curves } = columnsOf(track, [{ unit: 12 }, { emotion: 'happiness' }]);
    expect(t).toEqual([0.1, 0.3, 0.5, 0.7, 0.701, 4, 4.2]);
    expect(curves[0]).toEqual([1, null, null, 2, null, null, 3]);
    expect(curves[1]).toEqual([0.2, null, null, 0, null, null, 0.9]);
  });

  it('have no line for contempt, which is not estimated, unless they hold some', () => {
    // Null; servers of earlier releases sent 0.
    for (const contempt of [
      [null, null, null],
      [0, null, 0],
    ]) {
      expect(emotionsOf({ ...track, emotions: { ...track.emotions, contempt } })).not.toContain('contempt');
    }
    expect(emotionsOf({ ...track, emotions: { contempt: [0, 0.3] } })).toContain('contempt');
  });

  it('begin with the Action Units that moved most', () => {
    expect(liveliestUnits(track, 1)).toEqual([12]);
    expect(liveliestUnits(track, 5)).toEqual([4, 12]);
  });
});

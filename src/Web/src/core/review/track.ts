import { emotions, estimatedEmotions, type AffectTrack, type Emotion } from '../api/types';
import type { GapReason } from '../affect/explain';
import { strongerSide, type Side } from '../affect/sides';
import { staleAfterMs, type AffectColumns, type CurveKey } from '../affect/affectRing';

/** A stretch without a reading. */
export interface Gap {
  fromMs: number;
  toMs: number;
  reason: GapReason;
}

/**
 * Every stretch of the session without a reading, with its reason: samples that say why, and silences longer than `staleAfterMs`
 * (`noData`), those at the beginning and the end included.
 */
export function gapsOf(track: AffectTrack, durationMs: number): Gap[] {
  const gaps: Gap[] = [];
  const add = (fromMs: number, toMs: number, reason: GapReason) => {
    const last = gaps[gaps.length - 1];
    if (last?.reason === reason && last.toMs >= fromMs) last.toMs = toMs;
    else if (toMs > fromMs) gaps.push({ fromMs, toMs, reason });
  };
  let at = 0;
  track.atMs.forEach((ms, i) => {
    if (ms - at > staleAfterMs) add(at, ms, 'noData');
    const reason = track.noReading[i] ?? null;
    const next = track.atMs[i + 1] ?? durationMs;
    if (reason !== null) add(ms, next - ms > staleAfterMs ? ms : next, reason);
    at = ms;
  });
  if (durationMs - at > staleAfterMs) add(at, durationMs, 'noData');
  return gaps;
}

/** Curves of a whole track for a chart, seconds against values; null wherever there was no reading. */
export function columnsOf(track: AffectTrack, keys: readonly CurveKey[]): AffectColumns {
  return columnsFrom(
    track,
    keys.map((key) => ('unit' in key ? track.actionUnits[String(key.unit)] : track.emotions[key.emotion])),
  );
}

/** A curve's probable range: aligned with the columns of the same track. */
export interface CurveRange {
  low: (number | null)[];
  high: (number | null)[];
}

/** Where each unit's intensity lies two times in three, 0 to 5; null wherever that is not known. */
export function rangesOf(track: AffectTrack, units: readonly number[]): CurveRange[] {
  const shifted = (unit: number, by: number) =>
    track.actionUnits[String(unit)]?.map((value, i) => {
      const deviation = track.deviations[String(unit)]?.[i] ?? null;
      return value === null || deviation === null ? null : Math.min(5, Math.max(0, value + by * deviation));
    });
  const low = columnsFrom(
    track,
    units.map((unit) => shifted(unit, -1)),
  ).curves;
  const high = columnsFrom(
    track,
    units.map((unit) => shifted(unit, 1)),
  ).curves;
  return units.map((_, i) => ({ low: low[i] ?? [], high: high[i] ?? [] }));
}

/** The side on which a unit was stronger at a moment; null where both looked alike, and where there was no reading. */
export function sideAt(track: AffectTrack, unit: number, atMs: number): Side | null {
  const column = track.asymmetries?.[String(unit)];
  if (!column) return null;
  const after = firstAfter(track.atMs, atMs);
  const at = track.atMs[after - 1];
  return at === undefined || atMs - at > staleAfterMs ? null : strongerSide(column[after - 1]);
}

/** Where in ascending moments the first one after `ms` stands; their number where none is. */
function firstAfter(moments: readonly number[], ms: number): number {
  let [from, to] = [0, moments.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((moments[middle] ?? 0) > ms) to = middle;
    else from = middle + 1;
  }
  return from;
}

function columnsFrom(track: AffectTrack, sources: readonly ((number | null)[] | undefined)[]): AffectColumns {
  const t: number[] = [];
  const curves: (number | null)[][] = sources.map(() => []);
  track.atMs.forEach((ms, i) => {
    const before = track.atMs[i - 1];
    if (before !== undefined && ms - before > staleAfterMs) {
      t.push((before + 1) / 1000);
      for (const curve of curves) curve.push(null);
    }
    t.push(ms / 1000);
    sources.forEach((source, c) => curves[c]?.push(track.noReading[i] ? null : (source?.[i] ?? null)));
  });
  return { t, curves };
}

/** The emotions to draw: those that are estimated, and any other that the recording holds all the same. */
export function emotionsOf(track: AffectTrack): Emotion[] {
  return emotions.filter((emotion) => estimatedEmotions.includes(emotion) || track.emotions[emotion]?.some((value) => value));
}

/** The Action Units that moved most in a session, strongest first: a good first choice of curves. */
export function liveliestUnits(track: AffectTrack, count: number): number[] {
  const activity = Object.entries(track.actionUnits).map(([unit, values]) => {
    const seen = values.filter((value) => value !== null);
    return { unit: Number(unit), mean: seen.reduce((sum, value) => sum + value, 0) / Math.max(1, seen.length) };
  });
  return activity
    .sort((a, b) => b.mean - a.mean)
    .slice(0, count)
    .map(({ unit }) => unit)
    .sort((a, b) => a - b);
}

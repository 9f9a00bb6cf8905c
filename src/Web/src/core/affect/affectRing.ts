import type { AffectSample, Emotion } from '../api/types';

/** Without a sample for this long there is no reading, whatever the last one said. */
export const staleAfterMs = 1000;

/** Columns for a chart: `t` in session-clock seconds, one array a curve; null is a gap. */
export interface AffectColumns {
  t: number[];
  curves: (number | null)[][];
}

/** One curve: an emotion's confidence (0-1) or an Action Unit's intensity (0-5). */
export type CurveKey = { emotion: Emotion } | { unit: number };

/**
 * The samples of the last `windowMs`, in order of their sequence. What comes twice, or late after a re-join, is put in its place or
 * dropped, so that a reconnect neither doubles nor loses a sample.
 */
export class AffectRing {
  private samples: AffectSample[] = [];

  constructor(private readonly windowMs = 60_000) {}

  /** Highest sequence held or ever held; 0 before the first sample. */
  lastSequence = 0;

  /** @returns true when something new was taken in. */
  add(batch: readonly AffectSample[]): boolean {
    let changed = false;
    for (const sample of batch) changed = this.insert(sample) || changed;
    if (changed) this.trim();
    return changed;
  }

  get latest(): AffectSample | null {
    return this.samples[this.samples.length - 1] ?? null;
  }

  get all(): readonly AffectSample[] {
    return this.samples;
  }

  /** The chart's data. Where there was no reading, or no sample for longer than `staleAfterMs`, every curve has a gap. */
  columns(keys: readonly CurveKey[]): AffectColumns {
    const t: number[] = [];
    const curves: (number | null)[][] = keys.map(() => []);
    let previous: AffectSample | null = null;
    for (const sample of this.samples) {
      if (previous && sample.atMs - previous.atMs > staleAfterMs) {
        t.push((previous.atMs + 1) / 1000);
        for (const curve of curves) curve.push(null);
      }
      t.push(sample.atMs / 1000);
      keys.forEach((key, i) => curves[i]?.push(valueOf(sample, key)));
      previous = sample;
    }
    return { t, curves };
  }

  private insert(sample: AffectSample): boolean {
    const { samples } = this;
    let at = samples.length;
    while (at > 0 && (samples[at - 1]?.sequence ?? 0) > sample.sequence) at -= 1;
    if (samples[at - 1]?.sequence === sample.sequence) return false;
    if (at === 0 && sample.sequence <= this.lastSequence && samples.length > 0) return false;
    samples.splice(at, 0, sample);
    this.lastSequence = Math.max(this.lastSequence, sample.sequence);
    return true;
  }

  private trim(): void {
    const newest = this.latest?.atMs ?? 0;
    const firstKept = this.samples.findIndex((sample) => sample.atMs >= newest - this.windowMs);
    if (firstKept > 0) this.samples.splice(0, firstKept);
  }
}

/** The curve's value in a sample: null without a reading, 0 for an emotion that the reading does not name. */
export function valueOf(sample: AffectSample, key: CurveKey): number | null {
  if (sample.noReading !== null) return null;
  if ('unit' in key) return sample.actionUnits[String(key.unit)] ?? null;
  return sample.emotions.find((estimate) => estimate.emotion === key.emotion)?.confidence ?? 0;
}

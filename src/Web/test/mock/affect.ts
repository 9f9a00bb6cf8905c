import { hasSides } from '../../src/core/affect/sides.ts';
import {
  actionUnits,
  type AffectSample,
  type AffectTrack,
  type CoreAffect,
  type Emotion,
  type EmotionEstimate,
} from '../../src/core/api/types.ts';

type Pose = {
  units: Partial<Record<number, number>>;
  /** Left minus right of what is one-sided. */
  apart?: Partial<Record<number, number>>;
  emotion?: { emotion: Emotion; evidence: number[]; confidence: number };
};

const poses: Record<string, Pose> = {
  neutral: { units: { 25: 0.4 } },
  happiness: {
    units: { 6: 3.2, 12: 3.4, 25: 2.6, 7: 1.1 },
    apart: { 12: 2.6 },
    emotion: { emotion: 'happiness', evidence: [12, 6], confidence: 0.86 },
  },
  surprise: {
    units: { 1: 3.4, 2: 3.8, 5: 2.7, 26: 3.1, 25: 2.2 },
    apart: { 2: -2.3 },
    emotion: { emotion: 'surprise', evidence: [2, 1, 26, 5], confidence: 0.74 },
  },
  sadness: { units: { 1: 2.9, 4: 2.2, 15: 3, 17: 1.8 }, emotion: { emotion: 'sadness', evidence: [15, 1, 4], confidence: 0.61 } },
  anger: { units: { 4: 3.6, 5: 1.6, 7: 2.9, 24: 1.7 }, emotion: { emotion: 'anger', evidence: [4, 7, 24, 5], confidence: 0.66 } },
};

/** What the mock patient's face does, over and over: [until second, pose or reason]. */
const script: [number, string][] = [
  [3, 'neutral'],
  [9, 'happiness'],
  [13, 'neutral'],
  [18, 'surprise'],
  [22, 'noFace'],
  [26, 'neutral'],
  [33, 'sadness'],
  [37, 'turnedAway'],
  [41, 'neutral'],
  [46, 'anger'],
  [50, 'neutral'],
];
const cycle = 50;

/** As src/Domain/Affect/CoreAffect.cs has them. */
const places: Partial<Record<Emotion, [valence: number, arousal: number]>> = {
  happiness: [0.81, 0.51],
  surprise: [0.4, 0.67],
  sadness: [-0.63, -0.27],
  anger: [-0.51, 0.59],
};

const wobble = (t: number, seed: number) => 0.14 * Math.sin(t * 2.1 + seed) + 0.08 * Math.sin(t * 5.3 + seed * 2);

/** The sample of a moment; the same moment gives the same sample. */
export function sampleAt(sequence: number, atMs: number): AffectSample {
  const t = atMs / 1000;
  const inCycle = t % cycle;
  const index = script.findIndex(([until]) => inCycle < until);
  const name = script[index]?.[1] ?? 'neutral';
  const base = { sequence, atMs, mediaTimestamp: Math.round(atMs * 90) };
  const pose = poses[name];
  if (!pose)
    return {
      ...base,
      noReading: name as 'noFace',
      quality: null,
      actionUnits: {},
      deviations: {},
      asymmetries: {},
      emotions: [],
      coreAffect: null,
    };
  const began = script[index - 1]?.[0] ?? 0;
  const until = script[index]?.[0] ?? cycle;
  const rise = Math.min(1, (inCycle - began) / 1.2, (until - inCycle) / 1.2);
  const units = Object.fromEntries(
    actionUnits.map((unit) => [unit, Math.min(5, Math.max(0, (pose.units[unit] ?? 0.12) * rise + 0.1 + wobble(t, unit)))]),
  );
  if (t % 4.1 < 0.25) units[45] = 4.2;
  const estimates: EmotionEstimate[] = [];
  if (pose.emotion && rise > 0.25) {
    estimates.push({ ...pose.emotion, confidence: Math.max(0, pose.emotion.confidence * rise + wobble(t, 3) * 0.2) });
  }
  return {
    ...base,
    noReading: null,
    quality: {
      overall: 0.82 + wobble(t, 1) * 0.5,
      faceHeight: 0.46,
      brightness: 0.58,
      yawDegrees: 7 + 10 * wobble(t, 2),
      pitchDegrees: -3,
    },
    actionUnits: units,
    deviations: Object.fromEntries(actionUnits.map((unit) => [unit, 0.35 + 0.15 * (unit % 4) + 0.12 * (units[unit] ?? 0)])),
    asymmetries: rise > 0.7 ? Object.fromEntries(Object.entries(pose.apart ?? {}).map(([unit, apart]) => [unit, (apart ?? 0) * rise])) : {},
    emotions: estimates,
    coreAffect: coreAffectOf(estimates),
  };
}

function coreAffectOf([leading]: EmotionEstimate[]): CoreAffect | null {
  const [valence, arousal] = (leading && places[leading.emotion]) ?? [];
  if (!leading || valence === undefined || arousal === undefined) return null;
  const doubt = Math.sqrt(1 - leading.confidence);
  return {
    valence: valence * leading.confidence,
    valenceDeviation: 0.7 * doubt,
    arousal: arousal * leading.confidence,
    arousalDeviation: 0.45 * doubt,
  };
}

/** A whole track at 8 samples a second, with a hole where the patient had paused the analysis. */
export function trackOf(durationMs: number): AffectTrack {
  const asymmetries: NonNullable<AffectTrack['asymmetries']> = {};
  const track: AffectTrack = { atMs: [], noReading: [], quality: [], actionUnits: {}, deviations: {}, asymmetries, emotions: {} };
  for (let at = 400; at < durationMs; at += 125) {
    if (at > durationMs * 0.62 && at < durationMs * 0.7) continue;
    const sample = sampleAt(0, at);
    track.atMs.push(at);
    track.noReading.push(sample.noReading);
    track.quality.push(sample.quality?.overall ?? null);
    for (const unit of actionUnits) {
      (track.actionUnits[String(unit)] ??= []).push(sample.noReading ? null : (sample.actionUnits[unit] ?? 0));
      (track.deviations[String(unit)] ??= []).push(sample.noReading ? null : (sample.deviations[unit] ?? null));
      if (hasSides(unit)) (asymmetries[String(unit)] ??= []).push(sample.asymmetries?.[unit] ?? null);
    }
    for (const emotion of ['happiness', 'sadness', 'surprise', 'fear', 'anger', 'disgust', 'contempt'] as const) {
      const found = sample.emotions.find((estimate) => estimate.emotion === emotion)?.confidence ?? (emotion === 'contempt' ? null : 0);
      (track.emotions[emotion] ??= []).push(sample.noReading ? null : found);
    }
  }
  return track;
}

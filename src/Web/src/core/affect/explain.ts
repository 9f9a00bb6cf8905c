import type { FaceQuality, NoReadingReason, ProcessingState } from '../api/types';
import type { LiveReading } from './affectFeed';

/** Every reason that the dictionaries have words for: the gateway's, and what the client sees for itself. */
export type GapReason = NoReadingReason | 'stalled' | 'starting' | 'notConsented' | 'paused' | 'failed' | 'noData';

/**
 * Why there is no reading now; null where there is one. What the patient decided goes before what the picture says: it holds from the
 * moment the session knows it, even while a last sample is still on its way.
 */
export function whyNoReading(reading: LiveReading, analysis: ProcessingState): GapReason | null {
  switch (analysis) {
    case 'notConsented':
      return 'notConsented';
    case 'paused':
      return 'paused';
    case 'withdrawn':
      return 'consentWithdrawn';
    case 'forbidden':
      return 'forbiddenByPolicy';
    case 'failed':
      return 'failed';
    default:
      return reading.kind === 'none' ? reading.reason : null;
  }
}

export type QualityLevel = 'good' | 'fair' | 'poor' | 'none';

/** A word for the reading's quality. */
export function qualityLevel(quality: FaceQuality | null): QualityLevel {
  if (!quality) return 'none';
  if (quality.overall >= 0.66) return 'good';
  return quality.overall >= 0.33 ? 'fair' : 'poor';
}

import type { CoreAffect } from '../api/types';

export interface Direction {
  valence: 'pleasant' | 'unpleasant' | null;
  arousal: 'stirred' | 'calm' | null;
}

/** In which direction a face points, as far as that is more than its doubt: null where it is not. */
export function directionOf(place: CoreAffect | null): Direction {
  const isClear = (value: number, deviation: number) => Math.abs(value) > deviation;
  if (!place) return { valence: null, arousal: null };
  return {
    valence: isClear(place.valence, place.valenceDeviation) ? (place.valence > 0 ? 'pleasant' : 'unpleasant') : null,
    arousal: isClear(place.arousal, place.arousalDeviation) ? (place.arousal > 0 ? 'stirred' : 'calm') : null,
  };
}

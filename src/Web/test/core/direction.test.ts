import { describe, expect, it } from 'vitest';
import { directionOf } from '../../src/core/affect/direction';

const place = (valence: number, valenceDeviation: number, arousal: number, arousalDeviation: number) => ({
  valence,
  valenceDeviation,
  arousal,
  arousalDeviation,
});

describe('directionOf', () => {
  it('names a side only where it is more than the doubt', () => {
    expect(directionOf(place(0.7, 0.3, 0.4, 0.2))).toEqual({ valence: 'pleasant', arousal: 'stirred' });
    expect(directionOf(place(-0.6, 0.2, -0.3, 0.1))).toEqual({ valence: 'unpleasant', arousal: 'calm' });
    expect(directionOf(place(0.4, 0.5, 0.2, 0.3))).toEqual({ valence: null, arousal: null });
  });

  it('says nothing of a face that resembles no emotion', () => {
    expect(directionOf(null)).toEqual({ valence: null, arousal: null });
  });
});

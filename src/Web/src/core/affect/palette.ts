import type { Emotion } from '../api/types';

/**
 * Okabe and Ito's palette ("Color Universal Design", 2008), which stays apart for every common colour vision. Contempt takes the
 * palette's black as a grey, since its yellow cannot be seen on white; curves differ in their dashes as well.
 */
export const emotionColors: Record<Emotion, string> = {
  happiness: '#e69f00',
  sadness: '#0072b2',
  surprise: '#56b4e9',
  fear: '#cc79a7',
  anger: '#d55e00',
  disgust: '#009e73',
  contempt: '#808080',
};

export const emotionDashes: Record<Emotion, number[]> = {
  happiness: [],
  sadness: [7, 3],
  surprise: [2, 3],
  fear: [9, 3, 2, 3],
  anger: [],
  disgust: [5, 2],
  contempt: [1, 2],
};

/** Curves of Action Units: the same palette in turn, told apart by dashes where it comes round. */
export const curveColors = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#808080'] as const;

export function unitColor(index: number): string {
  return curveColors[index % curveColors.length] ?? curveColors[0];
}

export function unitDash(index: number): number[] {
  return index < curveColors.length ? [] : [6, 4];
}

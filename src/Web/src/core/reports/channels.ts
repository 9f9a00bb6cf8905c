import { emotionColors } from '../affect/palette';
import { actionUnits, emotions, type ActionUnit, type Emotion } from '../api/types';
import { numberFormat } from '../util/intl';
import type { ChannelKey } from './types';

export const isEmotion = (key: ChannelKey): key is Emotion => emotions.some((emotion) => emotion === key);

/** The Action Unit of a channel; null for an emotion. */
export function unitOf(key: ChannelKey): ActionUnit | null {
  return actionUnits.find((unit) => key === `au${unit}`) ?? null;
}

/** Largest value: 1 for an emotion's confidence, 5 for an Action Unit's intensity. */
export const maxOf = (key: ChannelKey) => (isEmotion(key) ? 1 : 5);

export const colorOf = (key: ChannelKey) => (isEmotion(key) ? emotionColors[key] : '#0072b2');

/** A value as people read it: an emotion's confidence in percent, an intensity with one decimal. */
export function formatValue(key: ChannelKey, value: number, language: string): string {
  return isEmotion(key)
    ? numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value)
    : numberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

/** A difference, with its sign: an emotion's in percentage points. */
export function formatChange(key: ChannelKey, value: number, language: string): string {
  const digits = { minimumFractionDigits: isEmotion(key) ? 1 : 2, maximumFractionDigits: isEmotion(key) ? 1 : 2 };
  const shown = isEmotion(key) ? value * 100 : value;
  return numberFormat(language, { ...digits, signDisplay: 'exceptZero' }).format(shown);
}

/** A share of time in percent; what is there but rounds to nothing says so. */
export function formatShare(share: number, language: string): string {
  if (share > 0 && share < 0.01) return `< ${numberFormat(language, { style: 'percent' }).format(0.01)}`;
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

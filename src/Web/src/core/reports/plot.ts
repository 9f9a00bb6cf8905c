/** Where a value lies between two ends of an axis. */
export type Scale = (value: number) => number;

export function linear(from: number, to: number, start: number, end: number): Scale {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}

/** Round values for an axis from 0 to at least `max`, four or five of them. */
export function ticks(max: number): number[] {
  const raw = max / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5].find((round) => round * power >= raw) ?? 10) * power;
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, i) => i * step);
}

/** About `count` moments between two, at equal distances, ends included. */
export function timeTicks(from: number, to: number, count: number): number[] {
  if (to <= from) return [from];
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/**
 * A colour for 0 to 1 on a ground that is light or dark: one hue, ever further from the ground, so that it reads the same for every colour
 * vision and in grey.
 */
export function heat(share: number, dark: boolean): string {
  const clamped = Math.min(1, Math.max(0, share));
  const lightness = dark ? 20 + clamped * 64 : 98 - clamped * 74;
  return `hsl(${212 - clamped * 12} ${30 + clamped * 50}% ${lightness}%)`;
}

/** The step of a timeline that holds a moment. */
export const stepAt = (ms: number, stepMs: number, steps: number) => Math.min(steps - 1, Math.max(0, Math.floor(ms / stepMs)));

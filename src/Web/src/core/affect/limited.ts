/**
 * Action Units whose reading is limited, by the figures on the model's card (models/action_units.md): agreement with the truth below 0.5
 * on faces that training never saw, or a mean error that differs by more than 10% between skin tones. They are shown, but marked, and
 * should not carry a conclusion alone.
 */
export const limitedUnits: ReadonlySet<number> = new Set([1, 2, 4, 5, 6, 7, 9, 10, 14, 24, 25, 26, 45]);

/** Whether a unit's reading is limited. */
export function isLimited(unit: number): boolean {
  return limitedUnits.has(unit);
}

/** The stretch of the scale, 0 to 1, in which an intensity of 0-5 lies two times in three. */
export function likelyRange(intensity: number, deviation: number): { from: number; to: number } {
  const share = (value: number) => Math.min(1, Math.max(0, value / 5));
  return { from: share(intensity - deviation), to: share(intensity + deviation) };
}

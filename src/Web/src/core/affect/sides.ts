/** The person's own left or right: in their picture, which is not mirrored, the left is on the right. */
export type Side = 'left' | 'right';

/** Action Units of which it is said when they are one-sided (infra/adr/0025). */
const unitsWithSides: ReadonlySet<number> = new Set([2, 9, 10, 12, 45]);

/** Whether it is said of a unit when it is one-sided. */
export function hasSides(unit: number): boolean {
  return unitsWithSides.has(unit);
}

/** The side on which a unit is stronger, by its left minus its right; null where both look alike, and where nothing is known. */
export function strongerSide(asymmetry: number | null | undefined): Side | null {
  if (!asymmetry) return null;
  return asymmetry > 0 ? 'left' : 'right';
}

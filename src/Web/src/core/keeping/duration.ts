export type DurationUnit = 'days' | 'years';

/** A length as people say it. */
export interface Duration {
  count: number;
  unit: DurationUnit;
}

const daysOfYear = 365;
const dayMs = 86_400_000;

/** Days as people say them: whole years as years. */
export const toDuration = (days: number): Duration =>
  days >= daysOfYear && days % daysOfYear === 0 ? { count: days / daysOfYear, unit: 'years' } : { count: days, unit: 'days' };

export const toDays = ({ count, unit }: Duration): number => count * (unit === 'years' ? daysOfYear : 1);

/** The day so many days after a moment, ISO 8601. */
export const daysAfter = (from: Date, days: number): string => new Date(from.getTime() + days * dayMs).toISOString();

/** Shortest and longest session that can be planned, minutes: the gateway refuses others. */
export const [shortestPlan, longestPlan] = [5, 240];

/** The therapist's hour of fifty, unless said otherwise. */
export const usualPlan = 50;

/** Whether what was typed is a length that can be planned. */
export function isPlannable(typed: string): boolean {
  const minutes = Number(typed);
  return Number.isInteger(minutes) && minutes >= shortestPlan && minutes <= longestPlan;
}

/** A period of a course, ISO 8601; open where null. `to` is the first moment after it. */
export interface Period {
  from: string | null;
  to: string | null;
}

export const wholeCourse: Period = { from: null, to: null };

/** The last `months` months before `now`. */
export function lastMonths(months: number, now: Date): Period {
  const from = new Date(now);
  from.setMonth(from.getMonth() - months);
  return { from: from.toISOString(), to: null };
}

/** From the beginning of one day to the end of another, as the date fields give them (`2026-11-25`, or empty). */
export function betweenDays(first: string, last: string): Period {
  const from = first ? new Date(`${first}T00:00:00`) : null;
  const to = last ? new Date(`${last}T00:00:00`) : null;
  to?.setDate(to.getDate() + 1);
  return { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
}

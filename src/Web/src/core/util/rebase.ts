/** What somebody made of what they had before them, on what holds now: their own changes stay, and so does what others made of the rest. */
export function rebase<T extends object>(wanted: T, seen: T, now: T): T {
  const isOwn = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(seen[key as keyof T]);
  return { ...now, ...Object.fromEntries(Object.entries(wanted).filter(isOwn)) };
}

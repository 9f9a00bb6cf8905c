const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Intl's formatters, each made once: making one costs as much as a hundred uses of it, and a report has hundreds of values. */
export function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numbers, language, options, () => new Intl.NumberFormat(language, options));
}

/** The same for dates and times. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dates, language, options, () => new Intl.DateTimeFormat(language, options));
}

function kept<T>(made: Map<string, T>, language: string, options: object, make: () => T): T {
  const key = language + JSON.stringify(options);
  const found = made.get(key);
  if (found) return found;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

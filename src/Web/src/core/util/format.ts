import { dateFormat, numberFormat } from './intl';

/** Milliseconds as a clock: `4:07`, or `1:04:07` from one hour on. */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** The browser's own variant of the language (en-GB rather than American dates), else the language itself. */
function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

/** Date and time as the reader writes them, e.g. "21 Nov 2026, 14:30". */
export function formatDateTime(iso: string, language: string): string {
  return dateFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** The time of day as the reader writes it, e.g. "14:30". */
export function formatTime(iso: string, language: string): string {
  return dateFormat(localeOf(language), { timeStyle: 'short' }).format(new Date(iso));
}

/** What a link to a telephone number holds (RFC 3966): the number without what people write between its digits. */
export const telOf = (number: string): string => `tel:${number.replace(/[^+\d]/g, '')}`;

/** A name without what stands before it, such as "Dr." or "Dott.ssa": for initials. */
export const withoutTitle = (name: string): string => name.replace(/^(?:\S*\.\S*\s+)+(?=\S)/, '');

/** The date as the reader writes it, e.g. "21 Nov 2026". */
export function formatDate(iso: string, language: string): string {
  return dateFormat(localeOf(language), { dateStyle: 'medium' }).format(new Date(iso));
}

/** A day for the axis of a chart, e.g. "21 Nov 26". */
export function formatDayShort(at: number, language: string): string {
  return dateFormat(localeOf(language), { day: 'numeric', month: 'short', year: '2-digit' }).format(at);
}

/** A mark of an axis that goes up to `max`: shares of one in percent, other values as numbers. */
export function formatMark(mark: number, max: number, language: string): string {
  return numberFormat(language, max === 1 ? { style: 'percent' } : {}).format(mark);
}

/** A value with one decimal, e.g. "2.5". */
export function formatTenths(value: number, language: string): string {
  return numberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

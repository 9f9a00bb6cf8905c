const key = 'psycare.next';

/** Only a path of our own may be returned to. */
function safeNext(search: string): string | null {
  const next = new URLSearchParams(search).get('next');
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : null;
}

/** Remembers where somebody wanted to go, over the way to the issuer and back. */
export function keepNext(search: string): void {
  const next = safeNext(search);
  if (next) sessionStorage.setItem(key, next);
  else sessionStorage.removeItem(key);
}

/** Where somebody who has just signed in wanted to go. What is remembered ends with signing out. */
export const nextOf = (search: string): string => safeNext(search) ?? sessionStorage.getItem(key) ?? '/';

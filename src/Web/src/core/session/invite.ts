/** The invite token in a link's fragment (`/join#<sessionId>.<secret>`); null where there is none. */
export function tokenOf(hash: string): string | null {
  const token = hash.replace(/^#/, '').trim();
  return token === '' ? null : token;
}

/** The session that a token is for; it stands before the dot. */
export function sessionOf(token: string): string {
  return token.slice(0, token.lastIndexOf('.'));
}

import type { ProblemCode } from '../api/problem';
import type { SessionState } from '../session/sessionState';
import type { MediaState } from './mediaClient';

/** What is wrong with this person's own connection. `link` and `media` mend themselves; times are ISO 8601. */
export type Trouble = { kind: 'signedOut' } | { kind: 'link' | 'media'; since: string } | { kind: 'failed'; problem: ProblemCode };

/** The one thing to say; null while nothing is wrong. A gateway that is not heard comes first: the rest hangs on it. */
export function troubleOf(
  { link, lostAt }: Pick<SessionState, 'link' | 'lostAt'>,
  { phase, since, problem }: Pick<MediaState, 'phase' | 'since' | 'problem'>,
): Trouble | null {
  if (link === 'signedOut') return { kind: 'signedOut' };
  if (link === 'reconnecting' && lostAt) return { kind: 'link', since: lostAt };
  if (phase === 'failed' && problem) return { kind: 'failed', problem };
  return phase === 'reconnecting' && since ? { kind: 'media', since } : null;
}

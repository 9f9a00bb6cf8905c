import type { SessionView } from '../api/types';

/** How the live connection to the gateway stands; `signedOut`: the gateway no longer knows this browser. */
export type Link = 'connecting' | 'connected' | 'reconnecting' | 'signedOut';

/** What the client knows of one session. */
export interface SessionState {
  view: SessionView | null;
  /** `performance.now()` when `view` arrived: the session clock runs on from there. */
  receivedAt: number;
  link: Link;
  /** Since when the gateway cannot be heard (ISO 8601); null until it was heard, and while it is. */
  lostAt: string | null;
}

export type SessionEvent = { type: 'view'; view: SessionView; now: number } | { type: 'link'; link: Link; at: string };

export const initialSession: SessionState = { view: null, receivedAt: 0, link: 'connecting', lostAt: null };

/**
 * Folds an event into the state. A view older than the one held is dropped: pushes, REST answers and the answer to a re-join may
 * arrive in any order.
 */
export function reduceSession(state: SessionState, event: SessionEvent): SessionState {
  if (event.type === 'link') return reduceLink(state, event.link, event.at);
  if (state.view && event.view.version < state.view.version) return state;
  return { ...state, view: event.view, receivedAt: event.now };
}

function reduceLink(state: SessionState, link: Link, at: string): SessionState {
  if (state.link === link) return state;
  return { ...state, link, lostAt: link === 'connected' ? null : (state.lostAt ?? at) };
}

/** The session clock at `now` (`performance.now()`), whole milliseconds; null before the session is live. It stands still once it ended. */
export function sessionClock(state: SessionState, now: number): number | null {
  const clock = state.view?.clockMs ?? null;
  if (clock === null || !state.view) return null;
  return state.view.phase === 'live' ? clock + Math.round(Math.max(0, now - state.receivedAt)) : clock;
}

/**
 * What the clock says of the planned end: 10, then 5, then 0 (it is over); null before, and where the clock does not run. Steps rather than
 * a countdown: the end is to be known, not to be watched.
 */
export function minutesLeft(clockMs: number | null, plannedMinutes: number): 10 | 5 | 0 | null {
  if (clockMs === null) return null;
  const left = plannedMinutes - clockMs / 60_000;
  if (left <= 0) return 0;
  if (left <= 5) return 5;
  return left <= 10 && plannedMinutes > 10 ? 10 : null;
}

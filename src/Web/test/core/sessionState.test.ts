import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../src/core/api/types';
import {
  minutesLeft,
  initialSession,
  reduceSession,
  sessionClock,
  type Link,
  type SessionState,
} from '../../src/core/session/sessionState';
import { viewOf } from '../fixtures';

const show = (state = initialSession, view: SessionView, now = 0) => reduceSession(state, { type: 'view', view, now });

describe('session state', () => {
  it('takes a newer view', () => {
    const state = show(show(initialSession, viewOf({ version: 3, phase: 'waiting' })), viewOf({ version: 4, phase: 'live' }));
    expect(state.view?.phase).toBe('live');
  });

  it('drops a view that arrives late', () => {
    const state = show(initialSession, viewOf({ version: 4, recording: 'withdrawn' }));
    expect(show(state, viewOf({ version: 3, recording: 'active' }))).toBe(state);
  });

  it('takes a view of the same version: a re-join brings a fresh clock', () => {
    const state = show(show(initialSession, viewOf({ version: 4, clockMs: 1000 }), 0), viewOf({ version: 4, clockMs: 9000 }), 8000);
    expect(sessionClock(state, 8500)).toBe(9500);
  });

  const hear = (state: SessionState, link: Link, at: string) => reduceSession(state, { type: 'link', link, at });

  it('keeps the same object when the link does not change', () => {
    const state = hear(initialSession, 'connected', '10:00');
    expect(hear(state, 'connected', '10:01')).toBe(state);
  });

  it('knows since when the gateway is not heard, until it is heard again', () => {
    const connected = hear(initialSession, 'connected', '10:00');
    expect(connected.lostAt).toBeNull();
    const lost = hear(connected, 'reconnecting', '10:05');
    expect(lost.lostAt).toBe('10:05');
    expect(hear(lost, 'signedOut', '10:06').lostAt).toBe('10:05');
    expect(hear(lost, 'connected', '10:07').lostAt).toBeNull();
  });
});

describe('session clock', () => {
  it('is not there before the session is live', () => {
    expect(sessionClock(initialSession, 5)).toBeNull();
    expect(sessionClock(show(initialSession, viewOf({ phase: 'waiting', clockMs: null })), 5)).toBeNull();
  });

  it('runs on from where the server said it was', () => {
    const state = show(initialSession, viewOf({ phase: 'live', clockMs: 60_000 }), 1000);
    expect(sessionClock(state, 3500)).toBe(62_500);
    expect(sessionClock(state, 3500.7)).toBe(62_501);
  });

  it('stands still after the end', () => {
    const state = show(initialSession, viewOf({ phase: 'ended', clockMs: 60_000 }), 1000);
    expect(sessionClock(state, 99_000)).toBe(60_000);
  });
});

describe('the planned end', () => {
  it.each([
    [null, 50, null],
    [39 * 60_000, 50, null],
    [40 * 60_000, 50, 10],
    [44.9 * 60_000, 50, 10],
    [45 * 60_000, 50, 5],
    [50 * 60_000, 50, 0],
    [3 * 60_000, 10, null],
  ])('at %s ms of %s minutes says %s', (clockMs, planned, said) => expect(minutesLeft(clockMs, planned)).toBe(said));
});

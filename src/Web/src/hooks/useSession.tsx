import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { SessionView } from '../core/api/types';
import { SessionConnection } from '../core/session/sessionConnection';
import { sessionClock } from '../core/session/sessionState';
import { useStore } from './useStore';

const Context = createContext<SessionConnection | null>(null);

/** Follows one session for as long as it is on the page. Give it a `key` of the session's id. */
export function SessionProvider({ initial, children }: { initial: SessionView; children: ReactNode }) {
  const [connection] = useState(() => new SessionConnection(initial.sessionId, initial));
  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  return <Context value={connection}>{children}</Context>;
}

export function useConnection(): SessionConnection {
  const connection = use(Context);
  if (!connection) throw new Error('useConnection needs a SessionProvider above it');
  return connection;
}

export function useSessionState() {
  return useStore(useConnection().state);
}

/** The session as last heard of. */
export function useSessionView(): SessionView {
  const { view } = useSessionState();
  if (!view) throw new Error('a session connection starts with a view');
  return view;
}

/** The session clock, milliseconds, read a few times a second; null before the session is live. */
export function useSessionClock(): number | null {
  const state = useSessionState();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return sessionClock(state, now);
}

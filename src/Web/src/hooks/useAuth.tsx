import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { api } from '../core/api/client';
import { toProblem, type ApiProblem } from '../core/api/problem';
import type { Me } from '../core/api/types';

export type Auth =
  { status: 'loading' } | { status: 'failed'; problem: ApiProblem } | { status: 'anonymous' } | { status: 'known'; me: Me };

interface AuthContext {
  auth: Auth;
  /** Asks the gateway who this browser is. */
  refresh: () => Promise<void>;
  signOut: () => Promise<void>;
  /** The gateway said that the cookie no longer counts. */
  expire: () => void;
}

const Context = createContext<AuthContext | null>(null);

/** Asks the gateway who this browser is. */
export async function ask(): Promise<Auth> {
  try {
    return { status: 'known', me: await api.me() };
  } catch (error) {
    const problem = toProblem(error);
    return problem.code === 'notSignedIn' ? { status: 'anonymous' } : { status: 'failed', problem };
  }
}

export function AuthProvider({ who, children }: { who: Promise<Auth>; children: ReactNode }) {
  const [auth, setAuth] = useState<Auth>({ status: 'loading' });
  const refresh = useCallback(async () => setAuth(await ask()), []);
  const expire = useCallback(() => setAuth({ status: 'anonymous' }), []);
  const signOut = useCallback(async () => {
    const there = await api.signOut();
    sessionStorage.clear();
    if (there) window.location.assign(there.url);
    else expire();
  }, [expire]);
  useEffect(() => {
    let current = true;
    void who.then((answer) => current && setAuth(answer));
    return () => {
      current = false;
    };
  }, [who]);
  const value = useMemo(() => ({ auth, refresh, signOut, expire }), [auth, refresh, signOut, expire]);
  return <Context value={value}>{children}</Context>;
}

export function useAuth(): AuthContext {
  const context = use(Context);
  if (!context) throw new Error('useAuth needs an AuthProvider above it');
  return context;
}

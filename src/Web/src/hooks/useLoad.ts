import { useCallback, useEffect, useState } from 'react';
import { toProblem, type ApiProblem } from '../core/api/problem';
import { useAuth } from './useAuth';

export interface Loaded<T> {
  data: T | null;
  problem: ApiProblem | null;
  loading: boolean;
  reload: () => void;
}

interface Outcome<T> {
  load: unknown;
  data: T | null;
  problem: ApiProblem | null;
}

/**
 * Reads something from the gateway when the component appears, when `load` changes (memoise it) and every `pollMs`. What was read
 * stays on the page while it is read again, also when that fails.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, pollMs?: number): Loaded<T> {
  const { expire } = useAuth();
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((value) => value + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (data) => setOutcome({ load, data, problem: null }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const problem = toProblem(error);
        if (problem.code === 'notSignedIn') expire();
        setOutcome((last) => ({ load, data: last?.load === load ? last.data : null, problem }));
      },
    );
    const timer = pollMs === undefined ? undefined : setTimeout(reload, pollMs);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [load, pollMs, reload, round, expire]);

  const current = outcome?.load === load ? outcome : null;
  return { data: current?.data ?? null, problem: current?.problem ?? null, loading: current === null, reload };
}

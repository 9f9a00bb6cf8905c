import { useCallback, useState } from 'react';
import { toProblem, type ApiProblem } from '../core/api/problem';

/** Runs one command at a time and keeps why it failed, for the button that starts it. */
export function useAction<A extends unknown[]>(action: (...args: A) => Promise<void>) {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = useCallback(
    async (...args: A) => {
      setRunning(true);
      setProblem(null);
      try {
        await action(...args);
      } catch (error) {
        setProblem(toProblem(error));
      } finally {
        setRunning(false);
      }
    },
    [action],
  );
  return { run, running, problem };
}

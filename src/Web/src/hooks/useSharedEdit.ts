import { useCallback, useState } from 'react';
import { ApiProblem, toProblem } from '../core/api/problem';
import { useAction } from './useAction';

interface Edit<T> {
  /** Saves what this person made of what they had before them. */
  save: (wanted: T, seen: T) => Promise<T>;
  load: () => Promise<T>;
  /** Puts what holds now into the form. */
  show: (now: T) => void;
}

/**
 * Saves what several people may edit at once. Where somebody else changed the same meanwhile, theirs is shown, and the problem says so. The
 * functions must stay the same from one rendering to the next.
 */
export function useSharedEdit<T>(stored: T, { save, load, show }: Edit<T>) {
  const [saved, setSaved] = useState(stored);
  const [said, setSaid] = useState(false);
  const action = useAction(
    useCallback(
      async (wanted: T) => {
        const take = (now: T) => {
          setSaved(now);
          show(now);
        };
        try {
          take(await save(wanted, saved));
          setSaid(true);
        } catch (error) {
          if (toProblem(error).code !== 'conflict') throw error;
          take(await load());
          throw new ApiProblem('overtaken', 409);
        }
      },
      [save, load, show, saved],
    ),
  );
  /** To be called with every change: what was said of the last save is over. */
  const touch = useCallback(() => setSaid(false), []);
  return { ...action, saved, said, touch };
}

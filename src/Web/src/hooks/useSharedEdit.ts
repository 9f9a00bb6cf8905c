import { useCallback, useState } from 'react';
import { ApiProblem, toProblem } from '../core/api/problem';
import { rebase } from '../core/util/rebase';
import { useAction } from './useAction';

interface Edit<T> {
  /** Saves what this person made of what they had before them. */
  save: (wanted: T, seen: T) => Promise<T>;
  load: () => Promise<T>;
  /** Puts something into the form, and tells what holds now. */
  show: (form: T, now: T) => void;
}

/**
 * Saves what several people may edit at once. Where somebody else changed the same meanwhile, the problem names it and nothing is saved: what
 * this person made of it stays in the form, and saving it again puts it in the place of theirs. The functions must stay the same from one
 * rendering to the next.
 */
export function useSharedEdit<T extends object>(stored: T, { save, load, show }: Edit<T>) {
  const [saved, setSaved] = useState(stored);
  const [said, setSaid] = useState(false);
  const action = useAction(
    useCallback(
      async (wanted: T) => {
        const take = (now: T, form: T) => {
          setSaved(now);
          show(form, now);
        };
        try {
          const now = await save(wanted, saved);
          take(now, now);
          setSaid(true);
        } catch (error) {
          const { code, fields } = toProblem(error);
          if (code !== 'conflict') throw error;
          const now = await load();
          take(now, rebase(wanted, saved, now));
          throw new ApiProblem('overtaken', 409, undefined, fields);
        }
      },
      [save, load, show, saved],
    ),
  );
  /** To be called with every change: what was said of the last save is over. */
  const touch = useCallback(() => setSaid(false), []);
  return { ...action, saved, said, touch };
}

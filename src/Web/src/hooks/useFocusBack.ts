import { useEffect, useRef } from 'react';

/**
 * Where the keyboard goes on when what was used is gone or disabled. To be told where, at the moment it is used: a function that finds the
 * element once everything is `quiet` again. A focus that is somewhere stays there.
 */
export function useFocusBack(quiet: boolean): (find: () => HTMLElement | null | undefined) => void {
  const wanted = useRef<(() => HTMLElement | null | undefined) | null>(null);
  useEffect(() => {
    if (!quiet || !wanted.current) return;
    // A button that was disabled loses the focus only when the page is next drawn.
    if (document.activeElement === document.body || document.activeElement?.matches(':disabled')) wanted.current()?.focus();
    wanted.current = null;
  }, [quiet]);
  return (find) => {
    wanted.current = find;
  };
}

import { useEffect, useRef, type RefObject } from 'react';

/** Whether a page was shown before: the first one of a document is read from its top by itself. */
let travelled = false;

/**
 * For a page's `<main tabIndex={-1}>`: after a change of the address the keyboard and the screen reader go on in the page that came, not in
 * the void that the one before left. `stage` is what a page goes through in place: when it changes, only a focus that was lost goes there.
 */
export function useArrival(stage?: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const before = useRef(stage);
  useEffect(() => {
    if (travelled && !main.current?.contains(document.activeElement)) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    travelled = true;
  }, []);
  useEffect(() => {
    if (stage !== before.current && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
    before.current = stage;
  }, [stage]);
  return main;
}

import type { ReactNode } from 'react';
import classes from './report.module.css';

/** A table that scrolls sideways where it is wider than the page, by keyboard as well. */
export function WideTable({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
    <div className={classes.scroll} role="group" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </div>
  );
}

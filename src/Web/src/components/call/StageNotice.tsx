import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './StageNotice.module.css';

interface Props {
  text: string;
  busy?: boolean;
  icon?: ReactNode;
  /** A strip over the picture instead of the middle of the stage. */
  strip?: boolean;
  /** What can be done about it. */
  help?: ReactNode;
  testId?: string;
}

/** Says over the stage what is happening with the call. Stands inside the stage's live region, which says it aloud. */
export function StageNotice({ text, busy = false, icon, strip = false, help, testId }: Props) {
  return (
    <div className={strip ? classes.strip : classes.middle} data-testid={testId}>
      {busy && <Loader size={strip ? 'xs' : 'sm'} color="gray.4" aria-hidden />}
      {icon}
      <div>
        {text}
        {help && <div className={classes.help}>{help}</div>}
      </div>
    </div>
  );
}

import { Progress } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useArrival } from '../../hooks/useArrival';
import { Brand } from '../Brand';
import { CrisisLine } from '../CrisisLine';
import { LanguageSwitch } from '../LanguageSwitch';
import classes from './JoinLayout.module.css';

interface Props {
  children: ReactNode;
  /** 1 to 4; absent where there are no steps. */
  step?: number;
}

/** A patient's page: one column, one thing at a time, made for a phone first. */
export function JoinLayout({ children, step }: Props) {
  const { t } = useTranslation();
  const main = useArrival();
  useEffect(() => {
    // A new step begins at its top, for the eye and for a screen reader.
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [step, main]);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Brand size={26} />
        <LanguageSwitch />
      </header>
      <main className={classes.main} ref={main} tabIndex={-1}>
        {step !== undefined && (
          <Progress className={classes.progress} value={(step / 4) * 100} size={4} radius="xl" aria-label={t('join.progress', { step })} />
        )}
        {children}
      </main>
      <CrisisLine />
    </div>
  );
}

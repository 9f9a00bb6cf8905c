import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '../Brand';
import { CrisisLine } from '../CrisisLine';
import { LanguageSwitch } from '../LanguageSwitch';
import classes from './JoinLayout.module.css';

interface Props {
  children: ReactNode;
  /** 1 to 3; absent where there are no steps. */
  step?: number;
}

/** A patient's page: one column, one thing at a time, made for a phone first. */
export function JoinLayout({ children, step }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Brand size={26} />
        <LanguageSwitch />
      </header>
      {step !== undefined && (
        <div className={classes.progress}>
          <Progress value={(step / 3) * 100} size={4} radius="xl" aria-label={t('join.progress', { step })} />
        </div>
      )}
      <main className={classes.main}>{children}</main>
      <CrisisLine />
    </div>
  );
}

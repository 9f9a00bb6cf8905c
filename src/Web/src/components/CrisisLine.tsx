import { Text } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './CrisisLine.module.css';

/** The emergency number of the European Union. */
export const emergencyNumber = '112';

/** What PsyCare is not, and whom to call instead. Stands on every page a patient sees. */
export function CrisisLine() {
  const { t } = useTranslation();
  const [before, after] = t('common.crisis', { number: '|' }).split('|');
  return (
    <footer className={classes.footer}>
      <Text size="xs" span>
        <IconLifebuoy size={16} aria-hidden className={classes.icon} />
        {before}
        <a href={`tel:${emergencyNumber}`} className={classes.number}>
          {emergencyNumber}
        </a>
        {after}
      </Text>
    </footer>
  );
}

import { Text } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { askCrisis, crisis } from '../core/practice/crisis';
import { telOf } from '../core/util/format';
import { useStore } from '../hooks/useStore';
import classes from './CrisisLine.module.css';

/** What PsyCare is not, and whom to call instead. Stands on every page a patient sees. */
export function CrisisLine() {
  return (
    <footer className={classes.footer}>
      <CrisisWords />
    </footer>
  );
}

/** The emergency number, and the practice's own crisis lines. */
export function CrisisWords() {
  const { t } = useTranslation();
  const { emergencyNumber, lines } = useStore(crisis);
  useEffect(askCrisis, []);
  const [before, after] = t('common.crisis', { number: '|' }).split('|');
  return (
    <div data-testid="crisis">
      <Text size="xs" span>
        <IconLifebuoy size={16} aria-hidden className={classes.icon} />
        {before}
        <Number number={emergencyNumber} />
        {after}
      </Text>
      {lines.length > 0 && (
        <ul className={classes.lines} aria-label={t('common.crisisLines')}>
          {lines.map(({ name, number, hours }) => (
            <li key={name + number} data-testid="crisis-line">
              {name} <Number number={number} />
              {hours && <span> ({hours})</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Number({ number }: { number: string }) {
  return (
    <a href={telOf(number)} className={classes.number}>
      {number}
    </a>
  );
}

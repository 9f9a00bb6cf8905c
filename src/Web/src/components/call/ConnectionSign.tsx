import { Tooltip } from '@mantine/core';
import { IconAntennaBars1, IconAntennaBars3, IconAntennaBars5 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Quality } from '../../core/media/quality';
import classes from './sign.module.css';

const icons = { good: IconAntennaBars5, weak: IconAntennaBars3, poor: IconAntennaBars1 };

/** How well this person's connection carries the call, in words; what is wrong is in the tooltip and read out. */
export function ConnectionSign({ quality }: { quality: Quality | null }) {
  const { t } = useTranslation();
  if (!quality) return null;
  const { grade } = quality;
  const Icon = icons[grade];
  const reason = reasonOf(quality);
  return (
    <Tooltip label={t(`call.reason.${reason}`)} multiline maw={280}>
      <span className={classes.sign} data-grade={grade} role="status" data-testid="connection">
        <Icon size={18} aria-hidden />
        <span>{t(`call.connection.${grade}`)}</span>
        {grade !== 'good' && <span className={classes.reason}>{t(`call.reason.${reason}`)}</span>}
      </span>
    </Tooltip>
  );
}

/** What suffers, in one word of the language files. */
function reasonOf({ grade, sending, receiving, picture }: Quality) {
  if (grade === 'good') return 'good';
  if (sending !== 'good') return receiving === 'good' ? 'sending' : 'both';
  return ({ whole: 'receiving', part: 'smaller', none: 'soundOnly' } as const)[picture];
}

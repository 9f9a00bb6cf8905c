import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyAccess } from '../../core/api/rights';
import { formatDate, formatDateTime } from '../../core/util/format';
import classes from './Me.module.css';

const shownFirst = 8;
const known = ['session', 'review', 'affect', 'recording', 'notes', 'clip', 'clips', 'export', 'report', 'opened'] as const;

/** Who opened what and when, newest first. */
export function WhoOpened({ accesses }: { accesses: MyAccess[] }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const what = (access: MyAccess) => {
    const word = known.find((candidate) => candidate === access.what);
    return word ? t(`me.what.${word}`) : t('me.what.other');
  };
  return (
    <section aria-labelledby="me-looks">
      <Title order={2} id="me-looks" mb={4}>
        {t('me.looks')}
      </Title>
      <Text size="sm" c="dimmed">
        {t(accesses.length === 0 ? 'me.noLooks' : 'me.looksText')}
      </Text>
      <ul className={classes.looks}>
        {accesses.slice(0, all ? undefined : shownFirst).map((access, i) => (
          <li key={i} data-under={access.under ?? undefined} data-testid="my-look" data-what={access.what}>
            <Text size="sm">
              <strong>{access.who ?? t('me.you')}</strong> · {what(access)}
            </Text>
            <Text size="sm" c="dimmed">
              {formatDateTime(access.at, i18n.language)}
              {access.sessionAt && ` · ${t('me.ofSession', { when: formatDate(access.sessionAt, i18n.language) })}`}
            </Text>
            {access.under === 'break-glass' && (
              <Text size="sm">{access.reason ? t('me.emergencyReason', { reason: access.reason }) : t('me.emergency')}</Text>
            )}
          </li>
        ))}
      </ul>
      {accesses.length > shownFirst && !all && (
        <Button variant="subtle" size="sm" onClick={() => setAll(true)}>
          {t('me.showAll', { count: accesses.length })}
        </Button>
      )}
    </section>
  );
}

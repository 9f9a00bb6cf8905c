import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightsEvent } from '../../core/api/keeping';
import { formatDate, formatDateTime } from '../../core/util/format';
import classes from './keeping.module.css';

const shownFirst = 5;

/** What was taken back and what was erased, newest first. */
export function RightsEvents({ events }: { events: RightsEvent[] }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <section aria-labelledby="rights-events">
      <Title order={3} id="rights-events">
        {t('keeping.events')}
      </Title>
      {events.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('keeping.noEvents')}
        </Text>
      )}
      <ul className={classes.list} data-testid="rights-events">
        {events.slice(0, all ? undefined : shownFirst).map((event) => (
          <li key={`${event.sessionId}-${event.kind}-${event.at}-${event.what}`} data-what={event.what} data-kind={event.kind}>
            <span className={classes.what}>
              {t(`keeping.event.${event.what}`, { kind: t(`me.kind.${event.kind}`) })}
              <Text size="sm" c="dimmed">
                {formatDateTime(event.at, i18n.language)}
                {event.sessionAt && ` · ${t('me.ofSession', { when: formatDate(event.sessionAt, i18n.language) })}`}
              </Text>
            </span>
          </li>
        ))}
      </ul>
      {events.length > shownFirst && !all && (
        <Button variant="subtle" size="sm" onClick={() => setAll(true)}>
          {t('me.showAll', { count: events.length })}
        </Button>
      )}
    </section>
  );
}

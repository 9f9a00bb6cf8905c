import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditActions, auditApi, type AuditEntry, type AuditPage, type AuditWish } from '../../core/api/audit';
import { detailWords, type NameOf } from '../../core/audit/details';
import { logName } from '../../core/audit/logNames';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { EmptyState } from '../EmptyState';
import { Problem } from '../Problem';
import classes from './audit.module.css';

interface Props {
  wish: AuditWish;
  nameOf: NameOf;
  /** Whether each entry says which process wrote it. */
  several: boolean;
}

/** The entries of all logs, newest first; older ones are fetched when they are wanted. */
export function AuditList({ wish, nameOf, several }: Props) {
  const { t, i18n } = useTranslation();
  const load = useCallback((signal: AbortSignal) => auditApi.read(wish, null, signal), [wish]);
  const { data: first, problem: unread, reload } = useLoad(load);
  const [older, setOlder] = useState<AuditPage[]>([]);
  const { run, running, problem } = useAction(
    useCallback(
      async (before: string) => {
        const page = await auditApi.read(wish, before);
        setOlder((known) => [...known, page]);
      },
      [wish],
    ),
  );
  if (!first) return unread ? <Problem problem={unread} onRetry={reload} /> : <Skeleton height={320} radius="md" />;
  const pages = [first, ...older];
  const entries = pages.flatMap((page) => page.entries);
  const last = older.at(-1) ?? first;
  const { before } = last;
  const broken = pages.find((page) => page.brokenAt !== null);
  return (
    <Stack gap="md">
      {broken && (
        <Alert color="red" variant="light" title={t('audit.broken', { entry: broken.brokenAt })} role="alert">
          {several && logName(broken.brokenLog ?? '', t)}
        </Alert>
      )}
      {entries.length === 0 && before === null && <EmptyState text={t('audit.none')} />}
      {entries.length > 0 && (
        <ul className={classes.list} data-testid="audit-entries">
          {entries.map((entry) => (
            <Row key={`${entry.index} ${entry.log}`} entry={entry} nameOf={nameOf} several={several} />
          ))}
        </ul>
      )}
      <Problem problem={problem} />
      <Group>
        {before !== null && (
          <Button variant="default" size="sm" loading={running} onClick={() => void run(before)} data-testid="audit-older">
            {t('audit.older')}
          </Button>
        )}
        <Text size="sm" c="dimmed" role="status">
          {before === null
            ? entries.length > 0 && t('audit.end')
            : last.searchedTo && t('audit.searchedTo', { when: formatDateTime(last.searchedTo, i18n.language) })}
        </Text>
      </Group>
    </Stack>
  );
}

const systems = ['retention', 'operator', 'system', 'unknown'] as const;

function Row({ entry, nameOf, several }: { entry: AuditEntry; nameOf: NameOf; several: boolean }) {
  const { t, i18n } = useTranslation();
  const known = auditActions.find((action) => action === entry.action);
  const system = systems.find((id) => id === entry.actorId);
  const patient = entry.actorName === null && !system;
  const more = [
    // Earlier releases gave reading the log a word of its own.
    entry.detail && known !== 'auditRead' && detailWords(entry.detail, t, nameOf),
    entry.sessionId && t('audit.session', { id: entry.sessionId }),
    patient && t('audit.reference', { id: entry.actorId }),
    several && logName(entry.log, t),
  ].filter(Boolean);
  return (
    <li data-testid="audit-entry" data-action={entry.action}>
      <span className={classes.time}>{formatDateTime(entry.at, i18n.language)}</span>
      <span className={classes.who}>{entry.actorName ?? t(system ? `audit.actor.${system}` : 'audit.actor.patient')}</span>
      <span>
        {known ? t(`audit.action.${known}`) : entry.action}
        {more.length > 0 && <div className={classes.more}>{more.join(' · ')}</div>}
      </span>
    </li>
  );
}

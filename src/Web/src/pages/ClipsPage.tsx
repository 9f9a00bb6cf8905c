import { Button, Skeleton, Text, Title } from '@mantine/core';
import { IconMovie } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import classes from '../components/caseload/OpenSessions.module.css';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { EmptyState } from '../components/EmptyState';
import { Problem } from '../components/Problem';
import { rights } from '../core/api/rights';
import { formatClock, formatDate, formatDateTime } from '../core/util/format';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

/** What was shared with this supervisor and can be watched now. */
export default function ClipsPage() {
  const { t, i18n } = useTranslation();
  useTitle(t('oversight.clipsTitle'));
  const { data: clips, problem, reload } = useLoad(rights.clips, 30_000);
  return (
    <ClinicianLayout>
      <Title order={1} mb="lg">
        {t('oversight.clipsTitle')}
      </Title>
      {!clips && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={120} />)}
      {clips?.length === 0 && (
        <EmptyState title={t('oversight.clipsEmpty')} text={t('oversight.clipsEmptyText')} icon={<IconMovie size={28} />} />
      )}
      <ul className={classes.list}>
        {clips?.map((clip) => (
          <li key={`${clip.sessionId}/${clip.clipId}`} className={classes.row} data-testid="clip-item">
            <div className={classes.who}>
              <Text fw={600}>{clip.reason}</Text>
              <Text size="sm" c="dimmed">
                {t('oversight.clipOf', { name: clip.therapistName })} ·{' '}
                {clip.sessionAt && t('oversight.clipSession', { when: formatDateTime(clip.sessionAt, i18n.language) })} ·{' '}
                {formatClock(clip.lengthMs)}
              </Text>
              <Text size="sm" c="dimmed">
                {t('oversight.clipUntil', { when: formatDate(clip.expiresAt, i18n.language) })}
              </Text>
            </div>
            <Button component={Link} href={`/clips/${clip.sessionId}/${clip.clipId}`} size="sm" variant="light" data-testid="clip-watch">
              {t('oversight.watch')}
            </Button>
          </li>
        ))}
      </ul>
    </ClinicianLayout>
  );
}

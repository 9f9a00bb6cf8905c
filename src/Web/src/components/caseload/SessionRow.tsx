import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SessionSummary } from '../../core/api/types';
import { formatClock, formatDateTime } from '../../core/util/format';
import { PhaseBadge } from '../PhaseBadge';
import classes from './OpenSessions.module.css';

/** One session of a patient: when, how long, and the door to its room or its review. */
export function SessionRow({ session, onInvite }: { session: SessionSummary; onInvite: () => void }) {
  const { t, i18n } = useTranslation();
  const { sessionId, phase, liveSince, endedAt, scheduledFor } = session;
  const at = liveSince ?? scheduledFor;
  const title = at ? formatDateTime(at, i18n.language) : t('caseload.unscheduled');
  const length = liveSince && endedAt ? formatClock(Date.parse(endedAt) - Date.parse(liveSince)) : null;
  return (
    <li className={classes.row} data-phase={phase} data-testid="session-item" data-session={sessionId}>
      <div className={classes.who}>
        <Text fw={600}>{title}</Text>
        {length && (
          <Text size="sm" c="dimmed" className="tabular">
            {length}
          </Text>
        )}
      </div>
      <PhaseBadge phase={phase} />
      <Group gap="xs" wrap="nowrap">
        {(phase === 'scheduled' || phase === 'waiting') && (
          <Button variant="subtle" size="sm" onClick={onInvite} data-testid="session-invite">
            {t('caseload.getInvite')}
          </Button>
        )}
        {phase === 'ended' ? (
          <>
            {liveSince && (
              <Button component={Link} href={`/sessions/${sessionId}/report`} size="sm" variant="subtle" data-testid="session-report-link">
                {t('report.open')}
              </Button>
            )}
            <Button component={Link} href={`/sessions/${sessionId}/review`} size="sm" variant="light" data-testid="session-review">
              {t('caseload.openReview')}
            </Button>
          </>
        ) : (
          <Button component={Link} href={`/sessions/${sessionId}`} size="sm" data-testid="session-open">
            {t('caseload.openRoom')}
          </Button>
        )}
      </Group>
    </li>
  );
}

import { Button, Group, Skeleton, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../core/api/client';
import type { OpenSession } from '../../core/api/types';
import { formatDateTime } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
import { EmptyState } from '../EmptyState';
import { PhaseBadge } from '../PhaseBadge';
import { Problem } from '../Problem';
import { InviteDialog } from './InviteDialog';
import classes from './OpenSessions.module.css';

const pollMs = 4000;

/** Sessions that have not ended; whoever waits comes first. */
export function OpenSessions() {
  const { t } = useTranslation();
  const { data, problem, loading, reload } = useLoad(api.openSessions, pollMs);
  const [inviting, setInviting] = useState<OpenSession | null>(null);
  if (loading) return <Skeleton height={84} radius="lg" />;
  if (!data) return <Problem problem={problem} onRetry={reload} />;
  if (data.length === 0) return <EmptyState text={t('caseload.todayEmpty')} />;
  return (
    <>
      <ul className={classes.list} aria-live="polite">
        {[...data].sort(byUrgency).map((session) => (
          <OpenSessionRow key={session.sessionId} session={session} onInvite={() => setInviting(session)} />
        ))}
      </ul>
      {inviting && <InviteDialog sessionId={inviting.sessionId} patientName={inviting.patientName} onClose={() => setInviting(null)} />}
    </>
  );
}

function OpenSessionRow({ session, onInvite }: { session: OpenSession; onInvite: () => void }) {
  const { t, i18n } = useTranslation();
  const { phase, patientPresent, scheduledFor } = session;
  const when = scheduledFor ? formatDateTime(scheduledFor, i18n.language) : null;
  const status = phase === 'waiting' && patientPresent ? 'waitingNow' : phase === 'live' ? 'liveNow' : 'notYetHere';
  return (
    <li className={classes.row} data-phase={phase} data-testid="open-session" data-session={session.sessionId}>
      <div className={classes.who}>
        <Text fw={600} truncate>
          <Link href={`/patients/${session.patientId}`} className={classes.name}>
            {session.patientName}
          </Link>
        </Text>
        <Text size="sm" c="dimmed">
          {when && `${when} · `}
          {t(`caseload.${status}`)}
        </Text>
      </div>
      <PhaseBadge phase={phase} />
      <Group gap="xs" wrap="nowrap">
        {phase !== 'live' && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={onInvite}
            data-testid="session-invite"
          >
            {t('caseload.getInvite')}
          </Button>
        )}
        <Button
          component={Link}
          href={`/sessions/${session.sessionId}`}
          size="sm"
          variant={phase === 'scheduled' ? 'light' : 'filled'}
          data-testid="session-open"
        >
          {t('caseload.openRoom')}
        </Button>
      </Group>
    </li>
  );
}

const urgency = { live: 0, waiting: 1, scheduled: 2, ended: 3 } as const;

function byUrgency(a: OpenSession, b: OpenSession): number {
  return urgency[a.phase] - urgency[b.phase] || (a.scheduledFor ?? '9').localeCompare(b.scheduledFor ?? '9');
}

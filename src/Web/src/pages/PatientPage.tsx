import { Avatar, Button, Group, Skeleton, Stack, Title } from '@mantine/core';
import { IconUserHeart, IconCalendarPlus, IconChartLine, IconSearch } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { BackLink } from '../components/BackLink';
import { AccessLinkDialog } from '../components/caseload/AccessLinkDialog';
import { InviteDialog } from '../components/caseload/InviteDialog';
import { NewSessionDialog } from '../components/caseload/NewSessionDialog';
import { SessionRow } from '../components/caseload/SessionRow';
import classes from '../components/caseload/OpenSessions.module.css';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { EmptyState } from '../components/EmptyState';
import { ErasureAsked } from '../components/keeping/ErasureAsked';
import { RightsCard } from '../components/keeping/RightsCard';
import { Problem } from '../components/Problem';
import { api } from '../core/api/client';
import { keeping } from '../core/api/keeping';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

export default function PatientPage({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => api.patient(patientId, signal), [patientId]);
  const { data: patient, problem, loading, reload } = useLoad(load, 8000);
  useTitle(patient?.displayName ?? null);
  const loadRights = useCallback((signal: AbortSignal) => keeping.rights(patientId, signal), [patientId]);
  const rights = useLoad(loadRights);
  const [, navigate] = useLocation();
  const [creating, setCreating] = useState(false);
  const [givingAccess, setGivingAccess] = useState(false);
  const [inviting, setInviting] = useState<string | null>(null);
  return (
    <ClinicianLayout>
      <BackLink href="/" label={t('caseload.title')} />
      {loading && <Skeleton height={120} mt="lg" />}
      {!patient && <Problem problem={problem} onRetry={reload} />}
      {patient && (
        <Stack gap={28} mt="lg">
          <Group justify="space-between">
            <Group>
              <Avatar name={patient.displayName} color="pine" size={52} radius="xl" aria-hidden />
              <Title order={1}>{patient.displayName}</Title>
            </Group>
            <Group gap="xs">
              <Button
                component={Link}
                href={`/patients/${patientId}/course`}
                variant="default"
                leftSection={<IconChartLine size={18} aria-hidden />}
                data-testid="course-link"
              >
                {t('report.course')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconUserHeart size={18} aria-hidden />}
                onClick={() => setGivingAccess(true)}
                data-testid="access-link"
              >
                {t('oversight.accessLink')}
              </Button>
              <Button
                leftSection={<IconCalendarPlus size={18} aria-hidden />}
                onClick={() => setCreating(true)}
                data-testid="create-session"
              >
                {t('caseload.newSession')}
              </Button>
            </Group>
          </Group>
          {rights.data?.erasure && (
            <ErasureAsked
              patientId={patientId}
              patientName={patient.displayName}
              request={rights.data.erasure}
              held={rights.data.holds.some((hold) => hold.liftedAt === null)}
              onAnswered={rights.reload}
              onErased={() => navigate('/')}
            />
          )}
          <section aria-labelledby="sessions">
            <Group justify="space-between" mb="md">
              <Title order={2} id="sessions">
                {t('caseload.sessionsOf')}
              </Title>
              <Button
                component={Link}
                href={`/patients/${patientId}/process-notes`}
                size="sm"
                variant="subtle"
                leftSection={<IconSearch size={16} aria-hidden />}
                data-testid="process-notes-link"
              >
                {t('notes.findProcess')}
              </Button>
            </Group>
            {patient.sessions.length === 0 ? (
              <EmptyState title={t('caseload.noSessions')} text={t('caseload.noSessionsText')} />
            ) : (
              <ul className={classes.list}>
                {patient.sessions.map((session) => (
                  <SessionRow key={session.sessionId} session={session} onInvite={() => setInviting(session.sessionId)} />
                ))}
              </ul>
            )}
          </section>
          <RightsCard patientId={patientId} patientName={patient.displayName} rights={rights} />
          {creating && (
            <NewSessionDialog
              patientId={patientId}
              patientName={patient.displayName}
              onClose={() => setCreating(false)}
              onCreated={reload}
            />
          )}
          {givingAccess && (
            <AccessLinkDialog patientId={patientId} patientName={patient.displayName} onClose={() => setGivingAccess(false)} />
          )}
          {inviting && <InviteDialog sessionId={inviting} patientName={patient.displayName} onClose={() => setInviting(null)} />}
        </Stack>
      )}
    </ClinicianLayout>
  );
}

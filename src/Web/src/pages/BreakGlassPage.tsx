import { Alert, Button, Checkbox, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { AlertList } from '../components/oversight/AlertList';
import { Problem } from '../components/Problem';
import { rights } from '../core/api/rights';
import { formatDateTime } from '../core/util/format';
import { newId } from '../core/util/ids';
import { useAction } from '../hooks/useAction';
import { useAuth } from '../hooks/useAuth';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

/** Emergency access: who used it, and, for supervisors and administrators, the way to use it. */
export default function BreakGlassPage() {
  const { t } = useTranslation();
  useTitle(t('oversight.glass'));
  const { auth } = useAuth();
  const roles = auth.status === 'known' && auth.me.role === 'clinician' ? auth.me.roles : [];
  const mayOpen = roles.includes('supervisor') || roles.includes('administrator');
  return (
    <ClinicianLayout>
      <Stack gap={32} maw={680}>
        {mayOpen && <Opening />}
        <section aria-labelledby="alerts">
          <Title order={mayOpen ? 2 : 1} id="alerts" mb="sm">
            {t('oversight.alerts')}
          </Title>
          <AlertList />
        </section>
      </Stack>
    </ClinicianLayout>
  );
}

function Opening() {
  const { t, i18n } = useTranslation();
  const [, navigate] = useLocation();
  const { data: therapists, problem: unread } = useLoad(rights.therapists);
  const [chosenTherapist, setTherapist] = useState('');
  const therapist = chosenTherapist || therapists?.[0]?.supervisorId || '';
  const load = useCallback(
    (signal: AbortSignal) => (therapist ? rights.sealedSessions(therapist, signal) : Promise.resolve([])),
    [therapist],
  );
  const { data: sessions } = useLoad(load);
  const [chosenSession, setSession] = useState('');
  const session = sessions?.find((one) => one.sessionId === chosenSession) ?? sessions?.[0];
  const [reason, setReason] = useState('');
  const [understood, setUnderstood] = useState(false);
  const [openingId] = useState(newId);
  const { run, running, problem } = useAction(
    useCallback(
      async (sessionId: string, why: string) => {
        await rights.breakGlass(openingId, sessionId, why);
        navigate(`/sessions/${sessionId}/review`);
      },
      [openingId, navigate],
    ),
  );
  return (
    <section aria-labelledby="glass">
      <Title order={1} id="glass">
        {t('oversight.glass')}
      </Title>
      <Text mt={4} mb="md">
        {t('oversight.glassText')}
      </Text>
      <Stack>
        <Alert color="orange" icon={<IconAlertTriangle size={20} aria-hidden />}>
          {t('oversight.glassTold')}
        </Alert>
        <NativeSelect
          label={t('oversight.glassTherapist')}
          value={therapist}
          onChange={(event) => setTherapist(event.currentTarget.value)}
          data={(therapists ?? []).map((one) => ({ value: one.supervisorId, label: one.displayName }))}
          data-testid="glass-therapist"
        />
        <NativeSelect
          label={t('oversight.glassSession')}
          value={session?.sessionId ?? ''}
          onChange={(event) => setSession(event.currentTarget.value)}
          data={(sessions ?? []).map((one) => ({ value: one.sessionId, label: one.at ? formatDateTime(one.at, i18n.language) : '' }))}
          data-testid="glass-session"
        />
        <Textarea
          label={t('oversight.glassReason')}
          description={t('oversight.glassReasonHint')}
          value={reason}
          maxLength={500}
          minRows={3}
          autosize
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="glass-reason"
        />
        <Checkbox
          label={t('oversight.glassUnderstood')}
          checked={understood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
          data-testid="glass-understood"
        />
        <Problem problem={problem ?? unread} />
        <Button
          color="orange.9"
          disabled={!session || !understood || reason.trim().length < 15}
          loading={running}
          onClick={() => session && void run(session.sessionId, reason)}
          data-testid="glass-open"
        >
          {t('oversight.glassOpen')}
        </Button>
      </Stack>
    </section>
  );
}

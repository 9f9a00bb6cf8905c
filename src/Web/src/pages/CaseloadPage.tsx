import { Button, Group, Stack, Title } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { NewPatientDialog } from '../components/caseload/NewPatientDialog';
import { OpenSessions } from '../components/caseload/OpenSessions';
import { PatientList } from '../components/caseload/PatientList';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { SoonErased } from '../components/keeping/SoonErased';
import { Problem } from '../components/Problem';
import { api } from '../core/api/client';
import { keeping } from '../core/api/keeping';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

export default function CaseloadPage() {
  const { t } = useTranslation();
  useTitle(t('caseload.title'));
  const [, navigate] = useLocation();
  const [creating, setCreating] = useState(false);
  const { data, problem, reload } = useLoad(api.patients);
  const { data: notices } = useLoad(keeping.ownNotices);
  const created = useCallback((patientId: string) => navigate(`/patients/${patientId}`), [navigate]);
  return (
    <ClinicianLayout>
      <h1 className="visually-hidden">{t('caseload.title')}</h1>
      <Stack gap={36}>
        <section aria-labelledby="open-sessions">
          <Title order={2} id="open-sessions" mb="md">
            {t('caseload.today')}
          </Title>
          <OpenSessions />
        </section>
        <section aria-labelledby="patients">
          <Group justify="space-between" mb="md">
            <Title order={2} id="patients">
              {t('caseload.patients')}
            </Title>
            <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setCreating(true)} data-testid="create-patient">
              {t('caseload.newPatient')}
            </Button>
          </Group>
          {problem && !data ? (
            <Problem problem={problem} onRetry={reload} />
          ) : (
            <PatientList patients={data} onCreate={() => setCreating(true)} />
          )}
        </section>
        <SoonErased notices={notices} />
      </Stack>
      {creating && <NewPatientDialog onClose={() => setCreating(false)} onCreated={created} />}
    </ClinicianLayout>
  );
}

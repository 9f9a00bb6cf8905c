import { Stack, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { FindNotes } from '../components/notes/FindNotes';
import { api } from '../core/api/client';
import { reportsApi } from '../core/reports/api';
import { useLoad } from '../hooks/useLoad';

/** Looks through one's own process notes on a patient; they are in no other search. */
export default function ProcessNotesPage({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => api.patient(patientId, signal), [patientId]);
  const { data: patient } = useLoad(load);
  const find = useCallback((words: string) => reportsApi.searchProcessNotes(patientId, words), [patientId]);
  return (
    <ClinicianLayout>
      <BackLink href={`/patients/${patientId}`} label={patient?.displayName ?? t('common.back')} />
      <Stack gap="lg" mt="lg">
        <div>
          <Title order={1}>{t('notes.findProcess')}</Title>
          <Text c="dimmed" mt={4} maw={680}>
            {t('notes.findProcessText')}
          </Text>
        </div>
        <FindNotes
          title={t('notes.findWords')}
          hint={t('notes.findHint')}
          find={find}
          hrefOf={({ sessionId }) => `/sessions/${sessionId}#process`}
        />
      </Stack>
    </ClinicianLayout>
  );
}

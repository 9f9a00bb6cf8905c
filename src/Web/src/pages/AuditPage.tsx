import { Stack, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AuditFilter } from '../components/audit/AuditFilter';
import { AuditList } from '../components/audit/AuditList';
import { AuditVerdict } from '../components/audit/AuditVerdict';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { auditApi, auditQuery, everything, type AuditLog } from '../core/api/audit';
import { practiceApi } from '../core/api/practice';
import { useLoad } from '../hooks/useLoad';

const none: AuditLog[] = [];

/** Who did what in the practice, without content and without patients' names, and whether the log can be believed. */
export default function AuditPage() {
  const { t } = useTranslation();
  const [wish, setWish] = useState(everything);
  const { data: members } = useLoad(practiceApi.members);
  const logs = useLoad(auditApi.logs).data ?? none;
  const nameOf = useCallback((id: string) => members?.find((member) => member.memberId === id)?.displayName, [members]);
  return (
    <ClinicianLayout>
      <Stack gap="xl">
        <div>
          <Title order={1}>{t('audit.title')}</Title>
          <Text c="dimmed" mt={4} maw={680}>
            {t('audit.lead')}
          </Text>
        </div>
        <AuditVerdict logs={logs} />
        <section aria-labelledby="audit-entries-title">
          <Title order={2} id="audit-entries-title" mb="md">
            {t('audit.list')}
          </Title>
          <Stack gap="lg">
            <AuditFilter wish={wish} members={members ?? []} onChange={setWish} />
            <AuditList key={auditQuery(wish)} wish={wish} nameOf={nameOf} several={logs.length > 1} />
          </Stack>
        </section>
      </Stack>
    </ClinicianLayout>
  );
}

import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { HoldsCard } from '../components/keeping/HoldsCard';
import { RetentionCard } from '../components/keeping/RetentionCard';
import { SoonErasedOfPractice } from '../components/keeping/SoonErased';
import { CrisisCard } from '../components/practice/CrisisCard';
import { PolicyForm } from '../components/practice/PolicyForm';
import { Problem } from '../components/Problem';
import { keeping } from '../core/api/keeping';
import { practiceApi } from '../core/api/practice';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

/** What exists in the practice at all. */
export default function PolicyPage() {
  const { t } = useTranslation();
  useTitle(t('policy.title'));
  const { data, problem, loading, reload } = useLoad(practiceApi.policy);
  const notices = useLoad(keeping.practiceNotices);
  const { reload: reloadNotices } = notices;
  return (
    <ClinicianLayout>
      <Stack gap="xl">
        <div>
          <Title order={1}>{t('policy.title')}</Title>
          <Text c="dimmed" mt={4} maw={680}>
            {t('policy.lead')}
          </Text>
        </div>
        {!data && <Problem problem={problem} onRetry={reload} />}
        {loading && !data && <Skeleton height={320} radius="md" />}
        {data && <PolicyForm stored={data} />}
        <CrisisCard />
        <RetentionCard onSaved={reloadNotices} />
        <SoonErasedOfPractice notices={notices} />
        <HoldsCard onChanged={reloadNotices} />
      </Stack>
    </ClinicianLayout>
  );
}

import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { Problem } from '../components/Problem';
import { TemplateList } from '../components/templates/TemplateList';
import { practiceApi } from '../core/api/practice';
import { useLoad } from '../hooks/useLoad';

/** The note templates that all of the practice's therapists share. */
export default function PracticeTemplatesPage() {
  const { t } = useTranslation();
  const { data, problem, reload } = useLoad(practiceApi.templates);
  return (
    <ClinicianLayout>
      <Stack gap="xl">
        <div>
          <Title order={1}>{t('templates.title')}</Title>
          <Text c="dimmed" mt={4} maw={680}>
            {t('templates.lead')}
          </Text>
        </div>
        {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={240} radius="md" />)}
        {data && <TemplateList initial={data} />}
      </Stack>
    </ClinicianLayout>
  );
}

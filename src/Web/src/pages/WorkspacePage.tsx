import { Skeleton, Stack, Switch, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { Problem } from '../components/Problem';
import { CategoryEditor } from '../components/workspace/CategoryEditor';
import { TemplateEditor } from '../components/workspace/TemplateEditor';
import { api } from '../core/api/client';
import { indicators } from '../core/api/types';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';
import { useWorkspace, WorkspaceProvider } from '../hooks/useWorkspace';

/** How the session room is set up: categories of markers, templates of notes, indicators. */
export default function WorkspacePage() {
  const { t } = useTranslation();
  useTitle(t('workspace.title'));
  const { data, problem, reload } = useLoad(api.workspace);
  return (
    <ClinicianLayout>
      <BackLink href="/" label={t('common.back')} />
      <Title order={1} mb="lg" mt="xs">
        {t('workspace.title')}
      </Title>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={320} radius="lg" />)}
      {data && (
        <Stack gap="xl" data-testid="workspace">
          <CategoryEditor initial={data.markerCategories} />
          <TemplateEditor initial={data.templates} />
          <WorkspaceProvider>
            <IndicatorSwitches />
          </WorkspaceProvider>
        </Stack>
      )}
    </ClinicianLayout>
  );
}

function IndicatorSwitches() {
  const { t } = useTranslation();
  const { workspace, show } = useWorkspace();
  return (
    <section aria-labelledby="indicators-title">
      <Title order={2} size="h3" id="indicators-title" mb="sm">
        {t('workspace.indicators')}
      </Title>
      <Stack gap="xs">
        {indicators.map((indicator) => (
          <Switch
            key={indicator}
            label={t(`workspace.indicator.${indicator}`)}
            checked={!workspace.hiddenIndicators.includes(indicator)}
            onChange={(event) => show(indicator, event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </section>
  );
}

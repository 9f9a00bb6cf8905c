import { NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../components/Card';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { EmptyState } from '../components/EmptyState';
import { FigureTable } from '../components/practice/FigureTable';
import { Problem } from '../components/Problem';
import { figureKinds, supervisionApi } from '../core/api/supervision';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

/** A group's months in figures. */
export default function SupervisionPage() {
  const { t, i18n } = useTranslation();
  useTitle(t('supervision.title'));
  const months = useLoad(supervisionApi.months);
  const [chosen, setChosen] = useState<string | null>(null);
  const month = chosen ?? months.data?.[0] ?? null;
  const nameOf = (value: string) =>
    new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${value}-01T00:00:00Z`));
  return (
    <ClinicianLayout>
      <Stack gap="xl">
        <div>
          <Title order={1}>{t('supervision.title')}</Title>
          <Text c="dimmed" mt={4} maw={680}>
            {t('supervision.lead')}
          </Text>
        </div>
        {!months.data && <Problem problem={months.problem} onRetry={months.reload} />}
        {months.data && month && (
          <NativeSelect
            label={t('supervision.month')}
            maw={260}
            data={months.data.map((value) => ({ value, label: nameOf(value) }))}
            value={month}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data-testid="supervision-month"
          />
        )}
        {month && <Month key={month} month={month} />}
      </Stack>
    </ClinicianLayout>
  );
}

function Month({ month }: { month: string }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => supervisionApi.month(month, signal), [month]);
  const { data, problem, reload } = useLoad(load);
  if (problem && !data) return <Problem problem={problem} onRetry={reload} />;
  if (!data) return <Skeleton height={320} radius="md" />;
  if (data.therapists === 0) {
    return <EmptyState title={t('supervision.empty')} text={t('supervision.emptyText')} icon={<IconUsersGroup size={30} />} />;
  }
  const nothing = data.cells.every((cell) => cell.sessions === null);
  return (
    <Stack gap="lg" data-testid="supervision-figures">
      <Text>{t('supervision.therapists', { count: data.therapists })}</Text>
      {nothing && <EmptyState text={t('supervision.nothing')} icon={<IconUsersGroup size={30} />} />}
      {!nothing &&
        figureKinds.map((kind) => <FigureTable key={kind} kind={kind} cells={data.cells.filter((cell) => cell.kind === kind)} />)}
      <Card title={t('supervision.how')} text={t('supervision.howText')} />
    </Stack>
  );
}

import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ClinicianLayout } from '../components/ClinicianLayout';
import '../components/report/print.css';
import { usePaper } from '../hooks/usePaper';
import { useTitle } from '../hooks/useTitle';

const limits = ['units', 'light', 'pose', 'culture', 'skin', 'medication', 'technique'] as const;
const methods = ['summary', 'episodes', 'baseline', 'trend', 'chance', 'withdrawn'] as const;

/** What the reports show, how the numbers are made, and what they cannot say. */
export default function HowToReadPage() {
  const { t } = useTranslation();
  useTitle(t('report.guide.title'));
  usePaper();
  return (
    <ClinicianLayout>
      <Stack gap="md" maw="72ch" data-report data-testid="how-to-read">
        <Title order={1}>{t('report.guide.title')}</Title>
        <Text c="dimmed">{t('report.guide.lead')}</Text>
        <Part title={t('report.guide.what')} text={t('report.guide.whatText')} />
        <Part title={t('report.guide.not')} text={t('report.guide.notText')} />
        <Part title={t('report.guide.limits')} items={limits.map((key) => t(`report.guide.${key}`))} />
        <Part title={t('report.guide.gaps')} text={t('report.guide.gapsText')} />
        <Part title={t('report.guide.method')} items={methods.map((key) => t(`report.guide.${key}`))} />
      </Stack>
    </ClinicianLayout>
  );
}

function Part({ title, text, items = [] }: { title: string; text?: string; items?: string[] }) {
  return (
    <section>
      <Title order={2} mb={6}>
        {title}
      </Title>
      {text && <Text>{text}</Text>}
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

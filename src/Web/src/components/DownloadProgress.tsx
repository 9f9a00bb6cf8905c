import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Download } from '../hooks/useDownload';
import { Problem } from './Problem';

/** A file that is being made: how far it is, and a way to stop it. Nothing while none is. */
export function DownloadProgress({ download: { label, progress, problem, cancel } }: { download: Download }) {
  const { t, i18n } = useTranslation();
  if (!label) return <Problem problem={problem} />;
  const megabytes = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format((progress?.received ?? 0) / 1e6);
  const percent = progress?.total ? Math.round((100 * progress.received) / progress.total) : null;
  return (
    <Group gap="sm" wrap="nowrap" maw={520} data-testid="download-progress" data-no-print>
      <div style={{ flex: 1 }}>
        <Text size="sm" role="status">
          {progress ? t('common.fileComing', { what: label, megabytes }) : t('common.fileMaking', { what: label })}
        </Text>
        <Progress value={percent ?? 100} animated={percent === null} size="sm" mt={4} aria-label={label} />
      </div>
      <Button size="xs" variant="default" onClick={cancel} data-testid="download-cancel">
        {t('common.cancel')}
      </Button>
    </Group>
  );
}

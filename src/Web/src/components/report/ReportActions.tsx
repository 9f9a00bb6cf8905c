import { Anchor, Button, Group, Menu, Stack } from '@mantine/core';
import { IconDownload, IconHelp, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useDownload } from '../../hooks/useDownload';
import { usePaper } from '../../hooks/usePaper';
import { DownloadProgress } from '../DownloadProgress';

/** What can be done with a report: read about it, print it, take it along. */
export function ReportActions({ downloads, children }: { downloads: { label: string; href: string }[]; children?: ReactNode }) {
  const { t } = useTranslation();
  const download = useDownload();
  usePaper();
  return (
    <Stack gap="xs" align="flex-end" data-no-print>
      <Group gap="xs">
        {children}
        <Anchor component={Link} href="/reports/how-to-read" size="sm">
          <Group gap={4} component="span">
            <IconHelp size={16} aria-hidden />
            {t('report.howToRead')}
          </Group>
        </Anchor>
        <Button size="xs" variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          {t('report.print')}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconDownload size={16} aria-hidden />} data-testid="report-download">
              {t('report.download')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {downloads.map(({ label, href }) => (
              <Menu.Item key={href} onClick={() => download.start(href, label)} data-testid="report-file">
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <DownloadProgress download={download} />
    </Stack>
  );
}

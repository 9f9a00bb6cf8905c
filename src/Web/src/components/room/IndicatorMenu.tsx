import { ActionIcon, Anchor, Popover, Stack, Switch, Text } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { indicators } from '../../core/api/types';
import { useWorkspace } from '../../hooks/useWorkspace';

/** Switches each quiet indicator on or off, and leads to the rest of the room's set-up. */
export function IndicatorMenu() {
  const { t } = useTranslation();
  const { workspace, show } = useWorkspace();
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <ActionIcon
          size="lg"
          variant="subtle"
          color="gray"
          aria-label={t('workspace.indicators')}
          title={t('workspace.indicators')}
          data-testid="indicators"
        >
          <IconAdjustments size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('workspace.indicators')}>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {t('workspace.indicators')}
          </Text>
          {indicators.map((indicator) => (
            <Switch
              key={indicator}
              size="sm"
              label={t(`workspace.indicator.${indicator}`)}
              checked={!workspace.hiddenIndicators.includes(indicator)}
              onChange={(event) => show(indicator, event.currentTarget.checked)}
              data-testid={`indicator-${indicator}`}
            />
          ))}
          <Anchor size="sm" href="/workspace" target="_blank">
            {t('workspace.open')}
          </Anchor>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

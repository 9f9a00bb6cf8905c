import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconAdjustments, IconCheck, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { indicators } from '../../core/api/types';
import { useWorkspace } from '../../hooks/useWorkspace';

/** Switches each quiet indicator on or off, and leads to the rest of the room's set-up. */
export function IndicatorMenu() {
  const { t } = useTranslation();
  const { workspace, show } = useWorkspace();
  return (
    <Menu position="bottom-end" withinPortal closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={t('workspace.indicators')}>
          <ActionIcon size="lg" variant="subtle" color="gray" aria-label={t('workspace.indicators')} data-testid="indicators">
            <IconAdjustments size={20} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('workspace.indicators')}</Menu.Label>
        {indicators.map((indicator) => {
          const on = !workspace.hiddenIndicators.includes(indicator);
          return (
            <Menu.Item
              key={indicator}
              role="menuitemcheckbox"
              aria-checked={on}
              leftSection={<IconCheck size={15} aria-hidden style={{ visibility: on ? 'visible' : 'hidden' }} />}
              onClick={() => show(indicator, !on)}
              data-testid={`indicator-${indicator}`}
            >
              {t(`workspace.indicator.${indicator}`)}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item component="a" href="/workspace" target="_blank" leftSection={<IconSettings size={15} aria-hidden />}>
          {t('workspace.open')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

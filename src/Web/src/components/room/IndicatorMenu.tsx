import { Anchor, Stack, Switch, Text } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { indicators } from '../../core/api/types';
import { useWorkspace } from '../../hooks/useWorkspace';
import { HeaderPopover } from './HeaderPopover';

/** Switches each quiet indicator on or off, and leads to the rest of the room's set-up. */
export function IndicatorMenu() {
  const { t } = useTranslation();
  const { workspace, show } = useWorkspace();
  return (
    <HeaderPopover label={t('workspace.indicators')} icon={<IconAdjustments size={20} />} testId="indicators">
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
    </HeaderPopover>
  );
}

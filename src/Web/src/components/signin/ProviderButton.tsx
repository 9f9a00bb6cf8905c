import { Button, Stack } from '@mantine/core';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { useCallback } from 'react';
import { issuerApi } from '../../core/api/issuer';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';

interface Props {
  label: string;
  /** An invitation's token, to join by it. */
  invitation?: string;
}

/** Leads to the practice's issuer. */
export function ProviderButton({ label, invitation }: Props) {
  const { run, running, problem } = useAction(useCallback(() => issuerApi.start(invitation ?? null), [invitation]));
  return (
    <Stack gap="sm">
      <Problem problem={problem} />
      <Button
        size="md"
        variant="default"
        fullWidth
        loading={running}
        leftSection={<IconBuildingCommunity size={20} aria-hidden />}
        onClick={() => void run()}
        data-testid="sign-in-provider"
      >
        {label}
      </Button>
    </Stack>
  );
}

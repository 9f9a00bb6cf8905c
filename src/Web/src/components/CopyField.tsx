import { Button, Group, Input, Text } from '@mantine/core';
import { useClipboard, useId } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  description?: string;
  value: string;
  testId: string;
  buttonTestId: string;
}

/** A text to be copied, and whether it was. */
export function CopyField({ label, description, value, testId, buttonTestId }: Props) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 4000 });
  const id = useId();
  return (
    <Input.Wrapper id={id} size="md" label={label} description={description}>
      <Group gap="sm" wrap="nowrap">
        <Input id={id} size="md" flex={1} value={value} readOnly onFocus={(event) => event.currentTarget.select()} data-testid={testId} />
        <Button
          onClick={() => clipboard.copy(value)}
          disabled={value === ''}
          variant={clipboard.copied ? 'light' : 'filled'}
          leftSection={clipboard.copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          miw={140}
          data-testid={buttonTestId}
          data-copied={clipboard.copied}
        >
          {clipboard.copied ? t('caseload.copied') : t('caseload.copy')}
        </Button>
      </Group>
      <div role="status">
        {clipboard.error && (
          <Text size="sm" mt={4}>
            {t('caseload.copyFailed')}
          </Text>
        )}
      </div>
    </Input.Wrapper>
  );
}

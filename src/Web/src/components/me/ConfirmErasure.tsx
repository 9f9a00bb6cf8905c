import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../Dialog';
import { TakeAlongFirst } from './TakeAlongFirst';

interface Props {
  kind: 'recording' | 'emotionAnalysis';
  running: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Taking back consent to what is over erases it for good: asked once more. */
export function ConfirmErasure({ kind, running, onClose, onConfirm }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t(`me.eraseTitle.${kind}`)}>
      <Stack>
        <Text>{t(`me.eraseText.${kind}`)}</Text>
        <TakeAlongFirst />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('me.keep')}
          </Button>
          <Button color="red.9" loading={running} onClick={onConfirm} data-testid="me-confirm">
            {t('me.erase')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

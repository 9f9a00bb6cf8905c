import { Alert, Button, Stack } from '@mantine/core';
import { IconMicrophoneOff, IconVideoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';

/** What is wrong with this person's camera or microphone, and a way to try again. Nothing while both work. */
export function DeviceNotice({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { videoFault, audioFault } = useStore(local.state);
  if (!videoFault && !audioFault) return null;
  return (
    <Stack gap="xs" role="alert" w="100%">
      {videoFault && (
        <Alert color="orange" icon={<IconVideoOff size={20} aria-hidden />} data-testid="camera-fault" data-fault={videoFault}>
          {t(`join.videoFault.${videoFault}`)} {!audioFault && t('join.continueAudio')}
        </Alert>
      )}
      {audioFault && (
        <Alert color="orange" icon={<IconMicrophoneOff size={20} aria-hidden />} data-testid="microphone-fault" data-fault={audioFault}>
          {t(`join.audioFault.${audioFault}`)}
        </Alert>
      )}
      <Button variant="default" size="sm" onClick={() => void local.recover()} data-testid="device-retry">
        {t('common.retry')}
      </Button>
    </Stack>
  );
}

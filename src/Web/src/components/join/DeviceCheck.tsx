import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';
import { DeviceNotice } from '../call/DeviceNotice';
import { CameraCheck } from './CameraCheck';
import { MicCheck } from './MicCheck';

/** Camera, light, face and microphone, before anything is sent. Advice only: nobody is kept out. */
export function DeviceCheck({ local, onContinue }: { local: LocalMedia; onContinue: () => void }) {
  const { t } = useTranslation();
  const { phase, video, audio } = useStore(local.state);
  const asking = phase !== 'ready';
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('join.deviceTitle')}</Title>
        <Text c="dimmed" mt={4}>
          {asking ? t('join.asking') : t('join.deviceText')}
        </Text>
      </div>
      <CameraCheck local={local} />
      {audio && <MicCheck track={audio} />}
      <DeviceNotice local={local} />
      {!asking && !audio && <Text size="sm">{t('join.continueListen')}</Text>}
      <Button size="lg" fullWidth onClick={onContinue} disabled={asking} data-testid="device-check-continue">
        {t(video || asking ? 'join.continue' : 'join.continueWithout')}
      </Button>
    </Stack>
  );
}

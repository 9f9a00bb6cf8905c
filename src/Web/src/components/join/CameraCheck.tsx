import { IconBulb, IconCheck, IconVideoOff } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { centreLuma, lightOf, type Light } from '../../core/device/luma';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';
import { VideoView } from '../call/VideoView';
import classes from './CameraCheck.module.css';

const advice = { dark: 'join.lightDark', good: 'join.lightGood', bright: 'join.lightBright' } as const;

/** The camera's preview with advice on the light. The picture is looked at on this device and goes nowhere. */
export function CameraCheck({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { video } = useStore(local.state);
  const stream = useMemo(() => new MediaStream(video ? [video] : []), [video]);
  const light = useLight(video);
  return (
    <div>
      <div className={classes.preview}>
        {video ? (
          <VideoView stream={stream} label={t('join.preview')} self fit="cover" testId="device-preview" />
        ) : (
          <IconVideoOff size={40} aria-hidden />
        )}
      </div>
      <ul className={classes.advice} aria-live="polite">
        {video && light && (
          <li data-good={light === 'good'} data-testid="light-check" data-light={light}>
            {light === 'good' ? <IconCheck size={18} aria-hidden /> : <IconBulb size={18} aria-hidden />}
            {t(advice[light])}
          </li>
        )}
      </ul>
    </div>
  );
}

/** Looks at the picture twice a second. */
function useLight(track: MediaStreamTrack | null): Light | null {
  const [light, setLight] = useState<Light | null>(null);
  useEffect(() => {
    if (!track) return undefined;
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = new MediaStream([track]);
    void video.play().catch(() => undefined);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [64, 48];
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const timer = setInterval(() => {
      if (!context || video.readyState < 2) return;
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      setLight(lightOf(centreLuma(data, canvas.width, canvas.height)));
    }, 500);
    return () => {
      clearInterval(timer);
      video.srcObject = null;
    };
  }, [track]);
  return light;
}

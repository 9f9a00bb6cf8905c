import { IconVideoOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';
import classes from './SelfView.module.css';
import { VideoView } from './VideoView';

/** One's own small picture, or a sign that there is none. */
export function SelfView({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { video } = useStore(local.state);
  const stream = useMemo(() => new MediaStream(video ? [video] : []), [video]);
  return (
    <div className={classes.self}>
      {video ? (
        <VideoView stream={stream} label={t('room.self')} self fit="cover" testId="self-video" />
      ) : (
        <IconVideoOff size={26} aria-hidden />
      )}
    </div>
  );
}

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconVideoOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';
import classes from './SelfView.module.css';
import { VideoView } from './VideoView';

/** One's own small picture, or a sign that there is none. It can be hidden: seeing oneself all the time tires. The others still see it. */
export function SelfView({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { video } = useStore(local.state);
  const [hidden, setHidden] = useState(false);
  const stream = useMemo(() => new MediaStream(video ? [video] : []), [video]);
  const label = t(hidden ? 'call.showSelf' : 'call.hideSelf');
  return (
    <div className={hidden ? classes.hidden : classes.self} data-testid="self-view" data-hidden={hidden}>
      {!hidden && video && <VideoView stream={stream} label={t('room.self')} self fit="cover" testId="self-video" />}
      {!hidden && !video && <IconVideoOff size={26} aria-hidden />}
      {video && (
        <Tooltip label={label}>
          <ActionIcon className={classes.toggle} aria-label={label} onClick={() => setHidden(!hidden)} data-testid="toggle-self">
            {hidden ? <IconEye size={18} /> : <IconEyeOff size={18} />}
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

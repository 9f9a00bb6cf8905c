import { IconMicrophone } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { audibleLevel, MicMeter } from '../../core/device/micMeter';
import { useStore } from '../../hooks/useStore';
import classes from './MicCheck.module.css';

/** A bar that moves with the voice. */
export function MicCheck({ track }: { track: MediaStreamTrack }) {
  const { t } = useTranslation();
  const [meter] = useState(() => new MicMeter());
  const level = useStore(meter.level);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    meter.start(track);
    const unsubscribe = meter.level.subscribe(() => {
      if (meter.level.get() > audibleLevel) setHeard(true);
    });
    return () => {
      unsubscribe();
      meter.stop();
    };
  }, [meter, track]);
  return (
    <div className={classes.row} data-testid="mic-check" data-heard={heard}>
      <IconMicrophone size={22} aria-hidden />
      <div className={classes.body}>
        <div
          className={classes.track}
          role="meter"
          aria-label={t('join.micLevel')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(level * 100)}
          data-testid="mic-level"
        >
          <span className={classes.fill} style={{ transform: `scaleX(${level})` }} />
        </div>
        <span className={classes.words} role="status">
          {t(heard ? 'join.micGood' : 'join.micQuiet')}
        </span>
      </div>
    </div>
  );
}

import { ActionIcon, Loader, SegmentedControl, Tooltip } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { rates, type ReviewTransport } from '../../core/review/transport';
import { formatClock } from '../../core/util/format';
import { useStore } from '../../hooks/useStore';
import classes from './TransportBar.module.css';

/** Play, position, time and speed: the one set of controls for both pictures and the curves. */
export function TransportBar({ transport }: { transport: ReviewTransport }) {
  const { t, i18n } = useTranslation();
  const { playing, waiting, rate } = useStore(transport.state);
  return (
    <div className={classes.bar}>
      <Tooltip label={t('player.spacePlays')}>
        <ActionIcon
          size={44}
          radius={22}
          onClick={() => transport.toggle()}
          aria-label={t(playing ? 'review.pause' : 'review.play')}
          data-testid="review-play"
          data-playing={playing}
        >
          {playing ? <IconPlayerPauseFilled size={22} /> : <IconPlayerPlayFilled size={22} />}
        </ActionIcon>
      </Tooltip>
      <Position transport={transport} />
      <span className={classes.waiting} role="status">
        {waiting && <Loader size="xs" aria-label={t('review.buffering')} />}
      </span>
      <SegmentedControl
        size="xs"
        value={String(rate)}
        onChange={(value) => transport.setRate(Number(value))}
        aria-label={t('review.speed')}
        data={rates.map((value) => ({ value: String(value), label: `${value.toLocaleString(i18n.language)}×` }))}
        data-testid="review-speed"
      />
    </div>
  );
}

function Position({ transport }: { transport: ReviewTransport }) {
  const { t } = useTranslation();
  const position = useStore(transport.position);
  const { durationMs } = transport;
  const [at, duration] = [formatClock(position), formatClock(durationMs)];
  return (
    <>
      <span className={classes.time} data-testid="review-time" data-ms={Math.round(position)}>
        {at} <span className={classes.total}>/ {duration}</span>
      </span>
      <input
        type="range"
        className={classes.seek}
        style={{ '--filled': `${(position / Math.max(1, durationMs)) * 100}%` } as React.CSSProperties}
        min={0}
        max={Math.round(durationMs)}
        step={100}
        value={Math.round(position)}
        onChange={(event) => transport.seek(Number(event.currentTarget.value))}
        aria-label={t('review.position')}
        aria-valuetext={t('review.positionText', { at, duration })}
        data-testid="review-seek"
      />
    </>
  );
}

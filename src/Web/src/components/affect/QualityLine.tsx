import { useTranslation } from 'react-i18next';
import { qualityLevel } from '../../core/affect/explain';
import type { AffectFeed } from '../../core/affect/affectFeed';
import { useStore } from '../../hooks/useStore';
import classes from './QualityLine.module.css';

const bars = [0.15, 0.33, 0.5, 0.66, 0.85];

/** How good the picture of the face is: a word, and on hovering what it is made of. */
export function QualityLine({ feed, hasReading }: { feed: AffectFeed; hasReading: boolean }) {
  const { t } = useTranslation();
  const reading = useStore(feed.reading);
  const quality = hasReading ? (reading.sample?.quality ?? null) : null;
  const level = qualityLevel(quality);
  const overall = quality?.overall ?? 0;
  const detail = quality
    ? t('affect.qualityDetail', {
        brightness: Math.round(quality.brightness * 100),
        face: Math.round(quality.faceHeight * 100),
        yaw: Math.round(Math.abs(quality.yawDegrees)),
      })
    : undefined;
  return (
    <div className={classes.line} title={detail} data-testid="reading-quality" data-level={level} data-overall={quality?.overall ?? ''}>
      <span className={classes.label}>{t('affect.quality')}</span>
      <span className={classes.bars} aria-hidden>
        {bars.map((threshold) => (
          <i key={threshold} data-on={overall >= threshold} />
        ))}
      </span>
      <b>{t(`affect.qualityLevel.${level}`)}</b>
      {detail && <span className="visually-hidden">{detail}</span>}
    </div>
  );
}

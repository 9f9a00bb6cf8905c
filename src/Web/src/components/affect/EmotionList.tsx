import { Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { emotionColors } from '../../core/affect/palette';
import type { AffectFeed } from '../../core/affect/affectFeed';
import { directionOf } from '../../core/affect/direction';
import type { CoreAffect, EmotionEstimate } from '../../core/api/types';
import { useStore } from '../../hooks/useStore';
import classes from './EmotionList.module.css';

const shown = 3;

/** The leading estimates: each with its confidence and the Action Units that speak for it, never bare. */
export function EmotionList({ feed }: { feed: AffectFeed }) {
  const { t } = useTranslation();
  const reading = useStore(feed.reading);
  const estimates = reading.kind === 'reading' ? reading.sample.emotions.slice(0, shown) : [];
  return (
    <>
      {estimates.length === 0 && (
        <Text size="sm" data-testid="emotion-none">
          {t('affect.neutral')}
        </Text>
      )}
      <ol className={classes.list}>
        {estimates.map((estimate) => (
          <Estimate key={estimate.emotion} estimate={estimate} />
        ))}
      </ol>
      {reading.kind === 'reading' && <Together place={reading.sample.coreAffect} />}
    </>
  );
}

/** One quiet line, and only where it says more than its doubt. */
function Together({ place }: { place: CoreAffect | null }) {
  const { t } = useTranslation();
  const { valence, arousal } = directionOf(place);
  const words = [valence, arousal].filter((word) => word !== null).map((word) => t(`affect.direction.${word}`));
  if (words.length === 0) return null;
  return (
    <Tooltip label={t('affect.togetherHint')} multiline w={260}>
      <Text size="xs" c="dimmed" mt={6} data-testid="core-affect">
        {t('affect.together', { words: words.join(', ') })}
        <span className="visually-hidden"> {t('affect.togetherHint')}</span>
      </Text>
    </Tooltip>
  );
}

function Estimate({ estimate }: { estimate: EmotionEstimate }) {
  const { t } = useTranslation();
  const { emotion, confidence, evidence } = estimate;
  const percent = Math.round(confidence * 100);
  return (
    <li className={classes.item} data-testid={`emotion-${emotion}`} data-confidence={confidence.toFixed(3)}>
      <span className={classes.name}>{t(`affect.emotion.${emotion}`)}</span>
      <span className={classes.confidence}>{t('affect.confidence', { value: percent })}</span>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ transform: `scaleX(${confidence})`, background: emotionColors[emotion] }} />
      </span>
      <span className={classes.evidence}>
        {t('affect.because')}{' '}
        {evidence.slice(0, 5).map((unit) => (
          <abbr key={unit} className={classes.chip} title={t(`affect.au.${unit as 12}`)}>
            AU{unit}
          </abbr>
        ))}
      </span>
    </li>
  );
}

import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AffectFeed } from '../../core/affect/affectFeed';
import type { CurveKey } from '../../core/affect/affectRing';
import { emotionColors, emotionDashes, unitColor, unitDash } from '../../core/affect/palette';
import { estimatedEmotions } from '../../core/api/types';
import { CurveSwatch } from './CurveSwatch';
import classes from './LiveChart.module.css';
import { RollingPlot, type Curve } from './RollingPlot';

type Mode = 'emotions' | 'units';

/** The Action Units that the emotion prototypes rest on most; all of them have a bar below. */
const chartedUnits = [1, 4, 6, 12, 15, 26];

/** The last minute, of emotions or of Action Units. */
export function LiveChart({ feed }: { feed: AffectFeed }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>('emotions');
  const curves = useMemo<Curve[]>(
    () =>
      mode === 'emotions'
        ? estimatedEmotions.map((emotion) => ({
            key: { emotion } satisfies CurveKey,
            label: t(`affect.emotion.${emotion}`),
            color: emotionColors[emotion],
            dash: emotionDashes[emotion],
          }))
        : chartedUnits.map((unit, i) => ({ key: { unit }, label: `AU${unit}`, color: unitColor(i), dash: unitDash(i) })),
    [mode, t],
  );
  return (
    <div>
      <div className={classes.head}>
        <span>{t('affect.chart')}</span>
        <SegmentedControl
          size="xs"
          value={mode}
          onChange={(value) => setMode(value)}
          aria-label={t('affect.chart')}
          data={[
            { value: 'emotions', label: t('affect.chartEmotions') },
            { value: 'units', label: t('affect.chartUnits') },
          ]}
        />
      </div>
      <RollingPlot feed={feed} curves={curves} max={mode === 'emotions' ? 1 : 5} label={t('affect.chartLabel')} />
      <ul className={classes.legend}>
        {curves.map((curve) => (
          <li key={curve.label}>
            <CurveSwatch color={curve.color} dash={curve.dash} />
            {curve.label}
          </li>
        ))}
      </ul>
    </div>
  );
}

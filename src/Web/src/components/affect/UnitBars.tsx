import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AffectFeed } from '../../core/affect/affectFeed';
import { valueOf } from '../../core/affect/affectRing';
import { isLimited, likelyRange } from '../../core/affect/limited';
import { hasSides, strongerSide, type Side } from '../../core/affect/sides';
import { actionUnits, type ActionUnit } from '../../core/api/types';
import { formatTenths } from '../../core/util/format';
import { useSelected } from '../../hooks/useStore';
import { SideMark } from './SideMark';
import classes from './UnitBars.module.css';

/**
 * A live bar for every Action Unit, 0 to 5, and behind its end the stretch in which the intensity probably lies. Without a reading the bars are
 * empty and hatched, which no intensity looks like. Units that the model reads poorly say so,
 * and those with sides say which is stronger.
 */
export function UnitBars({ feed, hasReading }: { feed: AffectFeed; hasReading: boolean }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3 className={classes.title}>
        {t('affect.units')} <span>{t('affect.unitsLegend')}</span>
      </h3>
      <ul className={classes.grid}>
        {actionUnits.map((unit) => (
          <UnitBar key={unit} unit={unit} feed={feed} hasReading={hasReading} />
        ))}
        {/* For the eye: a screen reader hears whose side it is with every unit. */}
        <li className={classes.sides} aria-hidden>
          {t('affect.sidesLegend')}
        </li>
      </ul>
    </div>
  );
}

function UnitBar({ unit, feed, hasReading }: { unit: ActionUnit; feed: AffectFeed; hasReading: boolean }) {
  const { t, i18n } = useTranslation();
  const tenth = (number: number | null) => (number === null ? null : formatTenths(number, i18n.language));
  const value = useSelected(feed.reading, (reading) =>
    hasReading && reading.kind === 'reading' ? valueOf(reading.sample, { unit }) : null,
  );
  const deviation = useSelected(feed.reading, (reading) =>
    hasReading && reading.kind === 'reading' ? (reading.sample.deviations[String(unit)] ?? null) : null,
  );
  const side = useSelected(feed.reading, (reading) =>
    hasReading && reading.kind === 'reading' ? strongerSide(reading.sample.asymmetries?.[String(unit)]) : null,
  );
  const limited = isLimited(unit);
  const name = useMemo(() => t(`affect.au.${unit}`), [t, unit]);
  const label = useMemo(() => t('affect.unit', { number: unit, name }), [t, unit, name]);
  const words = useWords({ value: tenth(value), deviation: tenth(deviation), side, limited, hasReading });
  const range = value !== null && deviation !== null ? likelyRange(value, deviation) : null;
  return (
    <li
      className={classes.unit}
      title={`AU${unit} ${name}: ${words}`}
      data-testid={`au-bar-${unit}`}
      data-intensity={value === null ? '' : value.toFixed(2)}
      data-limited={limited}
    >
      <span className={classes.head}>
        <b>{unit}</b>
        {limited && <i aria-hidden>≈</i>}
        <span className={classes.name}>{name}</span>
        {hasSides(unit) && <SideMark side={side} />}
      </span>
      <span
        className={classes.track}
        data-empty={value === null}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={5}
        aria-valuenow={value ?? 0}
        aria-valuetext={words}
      >
        {range && (
          <span
            className={classes.range}
            style={{ left: `${range.from * 100}%`, width: `${(range.to - range.from) * 100}%` }}
            aria-hidden
          />
        )}
        {value !== null && <span className={classes.fill} style={{ transform: `scaleX(${Math.min(1, value / 5)})` }} />}
      </span>
    </li>
  );
}

interface Shown {
  value: string | null;
  deviation: string | null;
  side: Side | null;
  limited: boolean;
  hasReading: boolean;
}

/** What a bar says. Put together again only when a tenth changes: twenty bars follow ten readings a second. */
function useWords({ value, deviation, side, limited, hasReading }: Shown): string {
  const { t } = useTranslation();
  return useMemo(
    () =>
      [
        value === null ? t(hasReading ? 'affect.notEstimated' : 'affect.noValue') : t('affect.intensity', { value }),
        ...(value !== null && deviation !== null ? [t('affect.deviation', { value: deviation })] : []),
        ...(side ? [t(`affect.stronger.${side}`)] : []),
        ...(limited ? [t('affect.limitedHint')] : []),
      ].join(', '),
    [t, value, deviation, side, limited, hasReading],
  );
}

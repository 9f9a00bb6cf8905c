import { Button, Chip, Group, Popover, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emotionColors, emotionDashes, unitColor, unitDash } from '../../core/affect/palette';
import { actionUnits, type ActionUnit, type AffectTrack } from '../../core/api/types';
import { hasSides } from '../../core/affect/sides';
import { columnsOf, emotionsOf, gapsOf, liveliestUnits, rangesOf, sideAt } from '../../core/review/track';
import type { ReviewTransport } from '../../core/review/transport';
import { useSelected } from '../../hooks/useStore';
import { useUnitName } from '../../hooks/useUnitName';
import { CurveSwatch } from '../affect/CurveSwatch';
import { SideMark } from '../affect/SideMark';
import classes from './AffectCurves.module.css';
import { TrackPlot, type PlotCurve } from './TrackPlot';

const height = 112;

/** What the face showed over the session: emotions above, chosen Action Units below, gaps with their reasons. */
export function AffectCurves({ track, transport }: { track: AffectTrack; transport: ReviewTransport }) {
  const { durationMs } = transport;
  const { t } = useTranslation();
  const unitName = useUnitName();
  const gaps = useMemo(() => gapsOf(track, durationMs), [track, durationMs]);
  const [units, setUnits] = useState<number[]>(() => liveliestUnits(track, 4));
  const emotions = useMemo(() => emotionsOf(track), [track]);
  const emotionColumns = useMemo(
    () =>
      columnsOf(
        track,
        emotions.map((emotion) => ({ emotion })),
      ),
    [track, emotions],
  );
  const unitColumns = useMemo(
    () =>
      columnsOf(
        track,
        units.map((unit) => ({ unit })),
      ),
    [track, units],
  );
  const unitRanges = useMemo(() => rangesOf(track, units), [track, units]);
  const emotionCurves = useMemo<PlotCurve[]>(
    () =>
      emotions.map((emotion) => ({ label: t(`affect.emotion.${emotion}`), color: emotionColors[emotion], dash: emotionDashes[emotion] })),
    [t, emotions],
  );
  const unitCurves = useMemo<PlotCurve[]>(
    () =>
      units.map((unit, i) => ({
        label: `AU${unit} ${unitName(unit as ActionUnit)}`,
        color: unitColor(i),
        dash: unitDash(i),
      })),
    [units, unitName],
  );
  const toldSides = units.some((unit) => track.asymmetries?.[String(unit)]);
  const unitsUnit = toldSides ? `${t('review.unitsUnit')}; ${t('affect.sidesLegend')}` : t('review.unitsUnit');
  const reasons = [...new Set(gaps.map((gap) => gap.reason))];
  const shared = { gaps, durationMs, height };
  return (
    <>
      <Head title={t('review.emotions')} unit={t('review.emotionsUnit')} curves={emotionCurves} />
      <TrackPlot {...shared} columns={emotionColumns} curves={emotionCurves} max={1} label={t('review.emotions')} />
      <Head
        title={t('review.units')}
        unit={unitsUnit}
        curves={unitCurves}
        mark={(i) => <SideNow track={track} unit={units[i] ?? 0} transport={transport} />}
      >
        <UnitPicker units={units} onChange={setUnits} />
      </Head>
      <TrackPlot {...shared} columns={unitColumns} curves={unitCurves} ranges={unitRanges} max={5} label={t('review.units')} />
      {reasons.length > 0 && (
        <Text size="xs" c="dimmed" className={classes.gaps} data-testid="review-gaps">
          <i aria-hidden />
          {t('affect.noReading', { reason: reasons.map((reason) => t(`affect.reason.${reason}`)).join('; ') })}
        </Text>
      )}
    </>
  );
}

interface HeadProps {
  title: string;
  unit: string;
  curves: PlotCurve[];
  /** What stands beside the name of a curve. */
  mark?: (curve: number) => React.ReactNode;
  children?: React.ReactNode;
}

function Head({ title, unit, curves, mark, children }: HeadProps) {
  return (
    <div className={classes.head}>
      <h3>
        {title} <small>{unit}</small>
      </h3>
      <ul className={classes.legend}>
        {curves.map(({ label, color, dash }, i) => (
          <li key={label}>
            <CurveSwatch color={color} dash={dash} />
            {label}
            {mark?.(i)}
          </li>
        ))}
      </ul>
      {children}
    </div>
  );
}

/** On which side a unit is stronger where the review stands, of units with sides. */
function SideNow({ track, unit, transport }: { track: AffectTrack; unit: number; transport: ReviewTransport }) {
  const { t } = useTranslation();
  const side = useSelected(transport.position, (ms) => sideAt(track, unit, ms));
  if (!hasSides(unit)) return null;
  return (
    <span title={side ? t(`affect.stronger.${side}`) : undefined}>
      <SideMark side={side} />
      <span className="visually-hidden">{side && t(`affect.stronger.${side}`)}</span>
    </span>
  );
}

function UnitPicker({ units, onChange }: { units: number[]; onChange: (units: number[]) => void }) {
  const { t } = useTranslation();
  const unitName = useUnitName();
  return (
    <Popover
      position="top-end"
      width={360}
      middlewares={{ flip: true, shift: true, size: true }}
      withArrow
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}
          data-testid="choose-units"
        >
          {t('review.chooseUnits')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('review.chooseUnits')} className={classes.picker}>
        <Chip.Group multiple value={units.map(String)} onChange={(chosen) => onChange(chosen.map(Number).sort((a, b) => a - b))}>
          <Group gap={6}>
            {actionUnits.map((unit) => (
              <Chip key={unit} value={String(unit)} size="xs">
                {unit} {unitName(unit)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Popover.Dropdown>
    </Popover>
  );
}

import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { emotionColors, emotionDashes } from '../../core/affect/palette';
import type { Emotion } from '../../core/api/types';
import type { Timeline } from '../../core/reports/types';
import { chartFont } from '../../core/util/chartFont';
import { formatClock, formatMark } from '../../core/util/format';
import { onResize } from '../../hooks/onResize';
import { hatchGaps } from './hatch';
import { railLeft, railRight } from './rails';

const height = 210;

interface Props {
  timeline: Timeline;
  emotions: Emotion[];
  durationMs: number;
  label: string;
  /** Told which moment the pointer is over, or null. */
  onHover: (ms: number | null) => void;
}

/** Mean curves with bands from the lowest to the highest reading of each step. Where nothing was read, nothing is drawn. */
export function ReportChart({ timeline, emotions, durationMs, label, onHover }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const { language } = useTranslation().i18n;
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const shown = emotions.flatMap((emotion) => timeline.curves.filter((curve) => curve.channel === emotion));
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height,
        padding: [8, railRight, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        scales: { x: { time: false, range: [0, durationMs / 1000] }, y: { range: [0, 1] } },
        axes: axes(scheme === 'dark', language),
        // For each curve its low, mean and high; the band lies between the outer two.
        series: [{}, ...emotions.filter((e) => shown.some((curve) => curve.channel === e)).flatMap(seriesOf)],
        bands: shown.map((_, i) => ({ series: [i * 3 + 3, i * 3 + 1] as [number, number] })),
        hooks: {
          drawClear: [(self) => hatchGaps(self, timeline.gaps, scheme === 'dark')],
          setCursor: [(self) => onHover((self.cursor.left ?? -1) < 0 ? null : self.posToVal(self.cursor.left ?? 0, 'x') * 1000)],
        },
      },
      dataOf(timeline, shown),
      element,
    );
    const stop = onResize(element, () => plot.setSize({ width: element.clientWidth, height }));
    return () => {
      stop();
      plot.destroy();
    };
  }, [timeline, emotions, durationMs, scheme, language, onHover]);
  return <div ref={host} role="img" aria-label={label} style={{ height }} data-testid="report-chart" />;
}

function axes(dark: boolean, language: string): uPlot.Axis[] {
  const axis = {
    stroke: dark ? '#a5a097' : '#6a6359',
    grid: { stroke: dark ? '#2f302c' : '#eee9e0', width: 1 },
    ticks: { show: false },
    font: chartFont(11),
  };
  return [
    { ...axis, size: 20, values: (_, ticks) => ticks.map((tick) => formatClock(tick * 1000)) },
    {
      ...axis,
      size: railLeft,
      splits: () => [0, 0.25, 0.5, 0.75, 1],
      values: (_, ticks) => ticks.map((tick) => formatMark(tick, 1, language)),
    },
  ];
}

function seriesOf(emotion: Emotion): uPlot.Series[] {
  const color = emotionColors[emotion];
  const edge = { show: true, stroke: 'transparent', width: 0, points: { show: false }, spanGaps: false };
  return [
    edge,
    { stroke: color, width: 1.75, dash: emotionDashes[emotion], points: { show: false }, spanGaps: false },
    { ...edge, fill: `${color}33` },
  ];
}

function dataOf(timeline: Timeline, shown: Timeline['curves']): uPlot.AlignedData {
  const steps = timeline.curves[0]?.mean.length ?? 0;
  const seconds = Array.from({ length: steps }, (_, i) => ((i + 0.5) * timeline.stepMs) / 1000);
  return [seconds, ...shown.flatMap(({ low, mean, high }) => [low, mean, high])] as uPlot.AlignedData;
}

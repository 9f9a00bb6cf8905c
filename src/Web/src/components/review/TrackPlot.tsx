import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { AffectColumns } from '../../core/affect/affectRing';
import type { CurveRange, Gap } from '../../core/review/track';
import { chartFont } from '../../core/util/chartFont';
import { formatClock, formatMark } from '../../core/util/format';

export interface PlotCurve {
  label: string;
  color: string;
  dash: number[];
}

/** Room left and right of every plot and rail of the timeline, pixels: they all share one x axis. */
export const railLeft = 44;
export const railRight = 12;

interface Props {
  columns: AffectColumns;
  curves: PlotCurve[];
  /** Where each curve probably lies, drawn pale; none where nothing is known. */
  ranges?: CurveRange[];
  gaps: Gap[];
  durationMs: number;
  max: number;
  height: number;
  label: string;
}

const noRanges: CurveRange[] = [];

/** Curves over the whole session. Where there was no reading the ground is hatched and no curve is drawn. */
export function TrackPlot({ columns, curves, ranges = noRanges, gaps, durationMs, max, height, label }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const { language } = useTranslation().i18n;
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const dark = scheme === 'dark';
    const axis = {
      stroke: dark ? '#a5a097' : '#6a6359',
      grid: { stroke: dark ? '#2f302c' : '#eee9e0', width: 1 },
      ticks: { show: false },
      font: chartFont(11),
    };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height,
        padding: [8, railRight, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, range: [0, durationMs / 1000] }, y: { range: [0, max] } },
        axes: [
          { ...axis, size: 20, values: (_, ticks) => ticks.map((tick) => formatClock(tick * 1000)) },
          {
            ...axis,
            size: railLeft,
            splits: () => (max === 1 ? [0, 0.5, 1] : [0, 2.5, 5]),
            values: (_, ticks) => ticks.map((tick) => formatMark(tick, max, language)),
          },
        ],
        series: [
          {},
          ...curves.map(({ color, dash }) => ({ stroke: color, dash, width: 1.5, spanGaps: false, points: { show: false } })),
          ...ranges.flatMap(() => [edge, edge]),
        ],
        bands: ranges.map((_, i) => {
          const high = 1 + curves.length + 2 * i;
          return { series: [high, high + 1], fill: `${curves[i]?.color ?? '#808080'}2b` };
        }),
        hooks: { drawClear: [(self) => hatch(self, gaps, dark)] },
      },
      [columns.t, ...columns.curves, ...ranges.flatMap(({ low, high }) => [high, low])] as uPlot.AlignedData,
      element,
    );
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [columns, curves, ranges, gaps, durationMs, max, height, scheme, language]);
  return <div ref={host} role="img" aria-label={label} style={{ height }} />;
}

/** The edge of a range: not drawn itself. */
const edge = { stroke: 'transparent', width: 0, spanGaps: false, points: { show: false } };

function hatch(plot: uPlot, gaps: Gap[], dark: boolean): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = dark ? 'rgb(255 255 255 / 5%)' : 'rgb(36 33 30 / 5%)';
  ctx.strokeStyle = dark ? 'rgb(255 255 255 / 9%)' : 'rgb(36 33 30 / 9%)';
  for (const gap of gaps) {
    const left = plot.valToPos(gap.fromMs / 1000, 'x', true);
    const width = Math.max(1, plot.valToPos(gap.toMs / 1000, 'x', true) - left);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, width, bbox.height);
    ctx.clip();
    ctx.fill();
    ctx.beginPath();
    for (let x = left - bbox.height; x < left + width; x += 8) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  }
  ctx.restore();
}

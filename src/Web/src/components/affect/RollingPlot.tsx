import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { AffectFeed } from '../../core/affect/affectFeed';
import type { CurveKey } from '../../core/affect/affectRing';
import { chartFont } from '../../core/util/chartFont';
import { formatClock, formatMark } from '../../core/util/format';
import { useConnection } from '../../hooks/useSession';
import classes from './RollingPlot.module.css';

export interface Curve {
  key: CurveKey;
  label: string;
  color: string;
  dash: number[];
}

const redrawMs = 200;
const windowS = 60;
const tickS = 15;

/** Every 15 s of the session that lies in the window; nothing before its start. */
function wholeTicks(from: number, to: number): number[] {
  const first = Math.max(0, Math.ceil(from / tickS));
  return Array.from({ length: Math.max(0, Math.floor(to / tickS) - first + 1) }, (_, i) => (first + i) * tickS);
}

/** Draws the feed's last minute five times a second; the window moves with the session clock, so that a silence shows as a gap. */
export function RollingPlot({ feed, curves, max, label }: { feed: AffectFeed; curves: Curve[]; max: number; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  const connection = useConnection();
  const scheme = useComputedColorScheme('light');
  const { language } = useTranslation().i18n;

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const ink = scheme === 'dark' ? '#a5a097' : '#6a6359';
    const grid = scheme === 'dark' ? '#2f302c' : '#eee9e0';
    const keys = curves.map((curve) => curve.key);
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { show: false }, font: chartFont(10) };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: element.clientHeight,
        padding: [6, 16, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, range: () => windowNow() }, y: { range: [0, max] } },
        axes: [
          {
            ...axis,
            size: 20,
            splits: (_plot, _axis, from, to) => wholeTicks(from, to),
            values: (_, ticks) => ticks.map((s) => formatClock(s * 1000)),
          },
          {
            ...axis,
            size: 36,
            splits: () => (max === 1 ? [0, 0.5, 1] : [0, 2.5, 5]),
            values: (_, ticks) => ticks.map((tick) => formatMark(tick, max, language)),
          },
        ],
        series: [{}, ...curves.map(({ color, dash }) => ({ stroke: color, dash, width: 1.75, spanGaps: false, points: { show: false } }))],
      },
      [[], ...keys.map(() => [])],
      element,
    );

    function windowNow(): [number, number] {
      const now = (connection.clock() ?? feed.ring.latest?.atMs ?? 0) / 1000;
      return [now - windowS, now];
    }
    const draw = () => {
      const { t, curves: values } = feed.ring.columns(keys);
      plot.setData([t, ...values] as uPlot.AlignedData);
    };
    draw();
    const timer = setInterval(draw, redrawMs);
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: element.clientHeight }));
    resize.observe(element);
    return () => {
      clearInterval(timer);
      resize.disconnect();
      plot.destroy();
    };
  }, [connection, feed, curves, max, scheme, language]);

  return <div ref={host} role="img" aria-label={label} className={classes.plot} data-testid="live-chart" />;
}

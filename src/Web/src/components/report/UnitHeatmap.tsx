import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { maxOf, unitOf } from '../../core/reports/channels';
import { heat } from '../../core/reports/plot';
import type { Timeline, TimelineCurve } from '../../core/reports/types';
import { chartFont } from '../../core/util/chartFont';
import { useFont } from '../../hooks/useFont';
import { useWidth } from '../../hooks/useWidth';
import { hatch } from './hatch';
import { railLeft, railRight } from './rails';

const rowHeight = 13;
const font = chartFont(10.5);

/** One row an Action Unit, the darker the stronger its mean; hatched where nothing was read. */
export function UnitHeatmap({ timeline, durationMs, label }: { timeline: Timeline; durationMs: number; label: string }) {
  const [host, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  useFont(font);
  const dark = useComputedColorScheme('light') === 'dark';
  const rows = timeline.curves.filter((curve) => unitOf(curve.channel) !== null);
  const height = rows.length * rowHeight;
  useEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (!ctx || width === 0) return;
    const ratio = window.devicePixelRatio;
    ctx.canvas.width = width * ratio;
    ctx.canvas.height = height * ratio;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(ctx, timeline, rows, durationMs, width, dark);
  });
  return (
    <div ref={host} role="img" aria-label={label}>
      <canvas ref={canvas} style={{ display: 'block', width: '100%', height }} data-testid="unit-heatmap" />
    </div>
  );
}

function draw(ctx: CanvasRenderingContext2D, timeline: Timeline, rows: TimelineCurve[], durationMs: number, width: number, dark: boolean) {
  const span = width - railLeft - railRight;
  const x = (ms: number) => railLeft + (Math.min(ms, durationMs) / durationMs) * span;
  for (const gap of timeline.gaps)
    hatch(ctx, { x: x(gap.fromMs), y: 0, width: x(gap.toMs) - x(gap.fromMs), height: rows.length * rowHeight }, dark);
  ctx.font = font;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  rows.forEach((row, r) => {
    ctx.fillStyle = dark ? '#a5a097' : '#6a6359';
    ctx.fillText(row.channel.toUpperCase(), railLeft - 8, r * rowHeight + rowHeight / 2);
    row.mean.forEach((value, i) => {
      if (value === null) return;
      ctx.fillStyle = heat(value / maxOf(row.channel), dark);
      const left = x(i * timeline.stepMs);
      ctx.fillRect(left, r * rowHeight, Math.max(1, x((i + 1) * timeline.stepMs) - left + 0.4), rowHeight - 1.5);
    });
  });
}

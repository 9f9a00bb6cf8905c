import type uPlot from 'uplot';
import type { ReportGap } from '../../core/reports/types';

/** Draws hatched ground over every stretch of a chart that was not read. */
export function hatchGaps(plot: uPlot, gaps: readonly ReportGap[], dark: boolean): void {
  const { bbox, ctx } = plot;
  for (const gap of gaps) {
    const left = plot.valToPos(gap.fromMs / 1000, 'x', true);
    const width = Math.max(1, plot.valToPos(gap.toMs / 1000, 'x', true) - left);
    hatch(ctx, { x: left, y: bbox.top, width, height: bbox.height }, dark);
  }
}

/** Hatches one rectangle of a canvas. */
export function hatch(ctx: CanvasRenderingContext2D, box: { x: number; y: number; width: number; height: number }, dark: boolean): void {
  ctx.save();
  ctx.fillStyle = dark ? 'rgb(255 255 255 / 4%)' : 'rgb(36 33 30 / 4%)';
  ctx.strokeStyle = dark ? 'rgb(255 255 255 / 12%)' : 'rgb(36 33 30 / 12%)';
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.width, box.height);
  ctx.clip();
  ctx.fill();
  ctx.beginPath();
  for (let x = box.x - box.height; x < box.x + box.width; x += 9) {
    ctx.moveTo(x, box.y + box.height);
    ctx.lineTo(x + box.height, box.y);
  }
  ctx.stroke();
  ctx.restore();
}

import { maxOf, colorOf } from '../../core/reports/channels';
import { linear } from '../../core/reports/plot';
import type { Baseline, ChannelSummary } from '../../core/reports/types';

const [width, height] = [170, 18];

/** Where one channel stayed: half of the time (bar), 90 % of it (line), the mean (dot), and the patient's own usual range (frame). */
export function DistributionBar({ summary, baseline }: { summary: ChannelSummary; baseline: Baseline | undefined }) {
  const x = linear(0, maxOf(summary.channel), 2, width - 2);
  const [q5 = 0, q25 = 0, , q75 = 0, q95 = 0] = summary.quantiles;
  const color = colorOf(summary.channel);
  const middle = height / 2;
  return (
    <svg width={width} height={height} aria-hidden focusable="false" style={{ display: 'block' }}>
      <line x1={x(0)} x2={x(maxOf(summary.channel))} y1={middle} y2={middle} stroke="var(--line)" />
      {baseline && (
        <rect
          x={x(baseline.low) - 1}
          width={Math.max(3, x(baseline.high) - x(baseline.low) + 2)}
          y={1}
          height={height - 2}
          rx={3}
          fill="none"
          stroke="var(--mantine-color-dimmed)"
        />
      )}
      <line x1={x(q5)} x2={x(q95)} y1={middle} y2={middle} stroke={color} strokeWidth={1.5} />
      <rect x={x(q25)} width={Math.max(1.5, x(q75) - x(q25))} y={middle - 4} height={8} rx={2} fill={color} fillOpacity={0.45} />
      <circle cx={x(summary.mean)} cy={middle} r={3.2} fill={color} stroke="var(--surface)" strokeWidth={1} />
    </svg>
  );
}

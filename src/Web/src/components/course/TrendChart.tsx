import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { colorOf, formatValue, isEmotion } from '../../core/reports/channels';
import { linear, ticks, timeTicks, type Scale } from '../../core/reports/plot';
import type { ChannelKey, ChannelTrend, Course, CourseColumn } from '../../core/reports/types';
import { formatDateTime, formatDayShort } from '../../core/util/format';
import { useWidth } from '../../hooks/useWidth';
import own from './course.module.css';

const height = 240;
const [left, right, top, bottom] = [48, 14, 10, 26];
const dayMs = 86_400_000;

export type TrendView = 'means' | 'spread';

interface Props {
  course: Course;
  channel: ChannelKey;
  column: CourseColumn;
  trend: ChannelTrend | undefined;
  view: TrendView;
  label: string;
}

/** One channel, session by session; each point leads to that session's report. */
export function TrendChart({ course, channel, column, trend, view, label }: Props) {
  const [host, width] = useWidth<HTMLDivElement>();
  const times = course.sessions.map((session) => Date.parse(session.at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const highest = Math.max(
    0,
    ...[...column.mean, ...column.high, ...(view === 'spread' ? (column.quantiles[4] ?? []) : [])].map((v) => v ?? 0),
  );
  const marks = ticks(highest || 1);
  const x = linear(first, last, left, Math.max(left, width - right));
  const y = linear(0, marks[marks.length - 1] ?? 1, height - bottom, top);
  return (
    <div ref={host} style={{ minHeight: height }}>
      {width > 0 && (
        <svg
          className={own.chart}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={label}
          data-testid="course-chart"
        >
          <Axes x={x} y={y} marks={marks} channel={channel} from={first} to={last} width={width} />
          {view === 'means' && trend?.slope && <TrendLine x={x} y={y} times={times} means={column.mean} slope={trend.slope.value} />}
          {course.sessions.map((session, i) => {
            const mean = column.mean[i] ?? null;
            return mean === null ? null : (
              <Point
                key={session.sessionId}
                sessionId={session.sessionId}
                at={session.at}
                channel={channel}
                x={x(times[i] ?? 0)}
                y={y}
                mean={mean}
                low={column.low[i] ?? null}
                high={column.high[i] ?? null}
                quantiles={view === 'spread' ? column.quantiles.map((q) => q[i] ?? 0) : null}
              />
            );
          })}
        </svg>
      )}
    </div>
  );
}

function Axes({
  x,
  y,
  marks,
  channel,
  from,
  to,
  width,
}: {
  x: Scale;
  y: Scale;
  marks: number[];
  channel: ChannelKey;
  from: number;
  to: number;
  width: number;
}) {
  const { i18n } = useTranslation();
  const digits = isEmotion(channel) && (marks[1] ?? 1) < 0.01 ? 1 : 0;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: digits });
  const moments = timeTicks(from, to, width > 620 ? 6 : 3);
  return (
    <g aria-hidden>
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={left} x2={width - right} y1={y(mark)} y2={y(mark)} stroke="var(--line)" />
          <text x={left - 8} y={y(mark)} textAnchor="end" dominantBaseline="middle">
            {isEmotion(channel) ? percent.format(mark) : mark.toLocaleString(i18n.language)}
          </text>
        </g>
      ))}
      {moments.map((moment, i) => (
        <text key={moment} x={x(moment)} y={height - 8} textAnchor={i === 0 ? 'start' : i === moments.length - 1 ? 'end' : 'middle'}>
          {formatDayShort(moment, i18n.language)}
        </text>
      ))}
    </g>
  );
}

/** The Theil-Sen line goes through the medians of both axes. */
function TrendLine({ x, y, times, means, slope }: { x: Scale; y: Scale; times: number[]; means: (number | null)[]; slope: number }) {
  const points = times.flatMap((time, i) => {
    const mean = means[i] ?? null;
    return mean === null ? [] : [{ time, mean }];
  });
  const middle = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
  };
  const [atTime, atMean] = [middle(points.map((p) => p.time)), middle(points.map((p) => p.mean))];
  const [from, to] = [points[0]?.time ?? 0, points[points.length - 1]?.time ?? 0];
  const value = (time: number) => atMean + (slope * (time - atTime)) / (30 * dayMs);
  return (
    <line
      x1={x(from)}
      x2={x(to)}
      y1={y(value(from))}
      y2={y(value(to))}
      stroke="var(--mantine-color-dimmed)"
      strokeWidth={1.5}
      strokeDasharray="6 4"
    />
  );
}

interface PointProps {
  sessionId: string;
  at: string;
  channel: ChannelKey;
  x: number;
  y: Scale;
  mean: number;
  low: number | null;
  high: number | null;
  /** Drawn as a box where given, else the mean's interval is. */
  quantiles: number[] | null;
}

function Point({ sessionId, at, channel, x, y, mean, low, high, quantiles }: PointProps) {
  const { i18n } = useTranslation();
  const color = colorOf(channel);
  const value = (number: number) => formatValue(channel, number, i18n.language);
  const interval = low === null || high === null ? '' : ` (${value(low)}–${value(high)})`;
  const label = `${formatDateTime(at, i18n.language)}: ${value(mean)}${interval}`;
  const [q5 = 0, q25 = 0, , q75 = 0, q95 = 0] = quantiles ?? [];
  return (
    <Link href={`/sessions/${sessionId}/report`} aria-label={label}>
      <title>{label}</title>
      {quantiles ? (
        <>
          <line x1={x} x2={x} y1={y(q5)} y2={y(q95)} stroke={color} strokeWidth={1.25} />
          <rect x={x - 3} width={6} y={y(q75)} height={Math.max(1, y(q25) - y(q75))} rx={1.5} fill={color} fillOpacity={0.45} />
        </>
      ) : (
        low !== null &&
        high !== null && <line x1={x} x2={x} y1={y(low)} y2={y(high)} stroke={color} strokeWidth={1.5} strokeOpacity={0.6} />
      )}
      <circle cx={x} cy={y(mean)} r={3.4} fill={color} />
    </Link>
  );
}

import { NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colorOf, formatChange, isEmotion } from '../../core/reports/channels';
import { linear } from '../../core/reports/plot';
import type { ChannelKey, ChannelTrend, Course, CourseColumn } from '../../core/reports/types';
import { useChannelName } from '../../hooks/useChannelName';
import classes from '../report/report.module.css';
import own from './course.module.css';
import { TrendChart, type TrendView } from './TrendChart';

/** All emotions small, one channel large, and its change in words. */
export function TrendCard({ course }: { course: Course }) {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const keys = Object.keys(course.channels);
  const [chosen, setChosen] = useState<ChannelKey>(() => liveliest(course));
  const [view, setView] = useState<TrendView>('means');
  const column = course.channels[chosen];
  const trend = course.trends.find((candidate) => candidate.channel === chosen);
  return (
    <section className={classes.card} aria-labelledby="trend-title">
      <div className={classes.head}>
        <h2 id="trend-title">{t('report.trend')}</h2>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }} data-no-print>
          <NativeSelect
            size="xs"
            aria-label={t('report.channel')}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={keys.map((key) => ({ value: key, label: nameOf(key) }))}
            data-testid="course-channel"
          />
          <SegmentedControl
            size="xs"
            value={view}
            onChange={(value) => setView(value === 'spread' ? 'spread' : 'means')}
            aria-label={t('report.spread')}
            data={[
              { value: 'means', label: t('report.showMeans') },
              { value: 'spread', label: t('report.showSpread') },
            ]}
          />
        </div>
      </div>
      <ul className={own.multiples}>
        {keys.filter(isEmotion).map((key) => (
          <li key={key}>
            <button type="button" aria-pressed={key === chosen} onClick={() => setChosen(key)}>
              {nameOf(key)}
              <Multiple channel={key} column={course.channels[key]} />
            </button>
          </li>
        ))}
      </ul>
      {column && (
        <TrendChart
          course={course}
          channel={chosen}
          column={column}
          trend={trend}
          view={view}
          label={t('report.trendOf', { name: nameOf(chosen) })}
        />
      )}
      <p className={classes.hint}>{t(view === 'means' ? 'report.chartMeans' : 'report.chartSpread')}</p>
      {trend && <Change trend={trend} />}
    </section>
  );
}

/** The change of one channel, with its interval and the method's name. */
function Change({ trend }: { trend: ChannelTrend }) {
  const { t, i18n } = useTranslation();
  const nameOf = useChannelName();
  const name = nameOf(trend.channel);
  const { slope, sessions, channel } = trend;
  const text = slope
    ? t('report.slope', {
        name,
        change: `${formatChange(channel, slope.value, i18n.language)} ${t(isEmotion(channel) ? 'report.points' : 'report.ofFive')}`,
        low: formatChange(channel, slope.low, i18n.language),
        high: formatChange(channel, slope.high, i18n.language),
        count: sessions,
      })
    : t('report.slopeNone', { name, count: sessions });
  return (
    <Text size="sm" fw={550} data-testid="course-change">
      {text}
    </Text>
  );
}

/** A small curve of session means; the rows below hold its numbers. */
function Multiple({ channel, column }: { channel: ChannelKey; column: CourseColumn | undefined }) {
  const means = column?.mean ?? [];
  const x = linear(0, Math.max(1, means.length - 1), 2, 118);
  const y = linear(0, Math.max(0.2, ...means.map((mean) => mean ?? 0)), 32, 3);
  const points = means.map((mean, i) => (mean === null ? null : `${x(i)},${y(mean)}`));
  return (
    <svg viewBox="0 0 120 34" preserveAspectRatio="none" aria-hidden focusable="false">
      {runs(points).map((run) => (
        <polyline
          key={run[0]}
          points={run.join(' ')}
          fill="none"
          stroke={colorOf(channel)}
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

/** Stretches without a gap. */
function runs(points: (string | null)[]): string[][] {
  const found: string[][] = [[]];
  for (const point of points) {
    if (point === null) found.push([]);
    else found[found.length - 1]?.push(point);
  }
  return found.filter((run) => run.length > 0);
}

function liveliest(course: Course): ChannelKey {
  const emotions = course.trends.filter((trend) => isEmotion(trend.channel)).sort((a, b) => b.mean - a.mean);
  return emotions[0]?.channel ?? Object.keys(course.channels)[0] ?? '';
}

import { Chip, Group } from '@mantine/core';
import { useCallback, useMemo, useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { emotionColors, emotionDashes } from '../../core/affect/palette';
import { emotions, type Emotion } from '../../core/api/types';
import { formatValue, unitOf } from '../../core/reports/channels';
import { stepAt } from '../../core/reports/plot';
import { reviewLink } from '../../core/review/link';
import type { ReportNumbers, SessionReport, Timeline } from '../../core/reports/types';
import { formatClock } from '../../core/util/format';
import { numberFormat } from '../../core/util/intl';
import { useChannelName } from '../../hooks/useChannelName';
import { CurveSwatch } from '../affect/CurveSwatch';
import { MomentRail } from './MomentRail';
import { railLeft, railRight } from './rails';
import { ReportChart } from './ReportChart';
import classes from './report.module.css';
import rail from './ReportTimeline.module.css';
import { TalkStrip } from './TalkStrip';
import { UnitHeatmap } from './UnitHeatmap';

const shownAtFirst = 3;

/** Everything of the session on one line of time. A click opens the recording there; episodes, markers and notes below do by keyboard. */
export function ReportTimeline({ session, numbers }: { session: SessionReport; numbers: ReportNumbers }) {
  const { t, i18n } = useTranslation();
  const [, navigate] = useLocation();
  const nameOf = useChannelName();
  const [hover, setHover] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Emotion[]>(() => liveliest(numbers));
  const { timeline } = numbers;
  const { durationMs, sessionId, recorded } = session;
  const onHover = useCallback((ms: number | null) => setHover(ms), []);
  const present = useMemo(() => emotions.filter((e) => timeline.curves.some((curve) => curve.channel === e)), [timeline]);
  const open = (event: MouseEvent<HTMLDivElement>) => {
    if (!recorded || (event.target as Element).closest('a, button, label, input')) return;
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - railLeft) / Math.max(1, box.width - railLeft - railRight);
    if (share >= 0 && share <= 1) navigate(reviewLink(sessionId, share * durationMs));
  };
  return (
    <section className={classes.card} aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('report.timeline')}</h2>
      <p className={classes.hint} data-no-print={recorded || undefined}>
        {t(recorded ? 'report.timelineHint' : 'report.timelineHintPlain')}
      </p>
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- see above */}
      <div className={rail.body} data-recorded={recorded} onClick={open} onMouseLeave={() => setHover(null)} data-testid="report-timeline">
        <MomentRail sessionId={sessionId} durationMs={durationMs} markers={session.markers} notes={session.notes} />
        <Row
          title={t('report.emotions')}
          unit={t('report.emotionsUnit', {
            step: `${numberFormat(i18n.language, { maximumFractionDigits: 1 }).format(timeline.stepMs / 1000)} s`,
          })}
        >
          <Chip.Group multiple value={chosen} onChange={(value) => setChosen(emotions.filter((e) => value.includes(e)))}>
            <Group gap={6}>
              {present.map((emotion) => (
                <Chip key={emotion} value={emotion} size="xs" variant="light" className={rail.chip} data-testid={`curve-${emotion}`}>
                  <span className={rail.swatch}>
                    <CurveSwatch color={emotionColors[emotion]} dash={emotionDashes[emotion]} />
                  </span>
                  {nameOf(emotion)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Row>
        <p className={rail.readout} aria-hidden data-no-print>
          {hover === null ? ' ' : readout(timeline, chosen, hover, nameOf, i18n.language)}
        </p>
        <ReportChart timeline={timeline} emotions={chosen} durationMs={durationMs} label={t('report.chartLabel')} onHover={onHover} />
        {timeline.curves.some((curve) => unitOf(curve.channel)) && (
          <>
            <Row title={t('report.units')} unit={t('report.unitsUnit')} />
            <UnitHeatmap timeline={timeline} durationMs={durationMs} label={t('report.heatLabel')} />
          </>
        )}
        {session.talk && (
          <>
            <Row title={t('report.talk')} unit={t('report.talkUnit')} />
            <TalkStrip talk={session.talk} durationMs={durationMs} />
          </>
        )}
      </div>
    </section>
  );
}

function Row({ title, unit, children }: { title: string; unit: string; children?: ReactNode }) {
  return (
    <div className={rail.row}>
      <h3>
        {title} <small>{unit}</small>
      </h3>
      {children}
    </div>
  );
}

function liveliest(numbers: ReportNumbers): Emotion[] {
  const mean = (emotion: Emotion) => numbers.summary.channels.find((c) => c.channel === emotion)?.mean ?? 0;
  const strongest = [...emotions].sort((a, b) => mean(b) - mean(a)).slice(0, shownAtFirst);
  return emotions.filter((emotion) => strongest.includes(emotion));
}

function readout(timeline: Timeline, chosen: Emotion[], ms: number, nameOf: (key: string) => string, language: string): string {
  const values = chosen.map((emotion) => {
    const curve = timeline.curves.find((candidate) => candidate.channel === emotion);
    const mean = curve?.mean[stepAt(ms, timeline.stepMs, curve.mean.length)] ?? null;
    return `${nameOf(emotion)} ${mean === null ? '–' : formatValue(emotion, mean, language)}`;
  });
  return [formatClock(ms), ...values].join(' · ');
}

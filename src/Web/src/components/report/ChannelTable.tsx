import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colorOf, formatShare, formatValue, isEmotion } from '../../core/reports/channels';
import type { Baseline, ChannelSummary } from '../../core/reports/types';
import { useChannelName } from '../../hooks/useChannelName';
import { DistributionBar } from './DistributionBar';
import classes from './report.module.css';
import { WideTable } from './WideTable';

/** Every channel in numbers: the charts' alternative for those who do not see them, and what they rest on for those who do. */
export function ChannelTable({ channels, baseline }: { channels: ChannelSummary[]; baseline: Baseline[] }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'emotions' | 'units'>('emotions');
  const rows = channels.filter((summary) => isEmotion(summary.channel) === (kind === 'emotions'));
  const count = Math.max(0, ...baseline.map((b) => b.sessions));
  return (
    <section className={classes.card} aria-labelledby="distribution-title">
      <div className={classes.head}>
        <h2 id="distribution-title">{t('report.distribution')}</h2>
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={(value) => setKind(value === 'units' ? 'units' : 'emotions')}
          data={[
            { value: 'emotions', label: t('report.emotionsTab') },
            { value: 'units', label: t('report.unitsTab') },
          ]}
          aria-label={t('report.channel')}
          data-no-print
        />
      </div>
      <p className={classes.hint}>{count > 0 ? t('report.distributionHint', { count }) : t('report.distributionHintAlone')}</p>
      <WideTable labelledBy="distribution-title">
        <table className={classes.table} data-testid="channel-table">
          <thead>
            <tr>
              <th scope="col">{t('report.channel')}</th>
              <th scope="col" aria-hidden data-wide>
                {t('report.spread')}
              </th>
              <th scope="col" data-number>
                {t('report.mean')}
              </th>
              <th scope="col" data-number data-wide>
                {t('report.usual')}
              </th>
              <th scope="col" data-number>
                {t('report.shown')}
              </th>
              <th scope="col" data-number>
                {t('report.episodes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((summary) => (
              <Row key={summary.channel} summary={summary} baseline={baseline.find((b) => b.channel === summary.channel)} />
            ))}
          </tbody>
        </table>
      </WideTable>
      <p className={classes.hint} style={{ marginTop: 10 }}>
        {t('report.method')}
      </p>
    </section>
  );
}

function Row({ summary, baseline }: { summary: ChannelSummary; baseline: Baseline | undefined }) {
  const { t, i18n } = useTranslation();
  const nameOf = useChannelName();
  const value = (number: number) => formatValue(summary.channel, number, i18n.language);
  const interval = summary.meanLow === null || summary.meanHigh === null ? '' : `(${value(summary.meanLow)}–${value(summary.meanHigh)})`;
  return (
    <tr data-channel={summary.channel}>
      <th scope="row">
        <i className={classes.swatch} style={{ background: colorOf(summary.channel) }} aria-hidden />
        {nameOf(summary.channel)}
      </th>
      <td aria-hidden data-wide>
        <DistributionBar summary={summary} baseline={baseline} />
      </td>
      <td data-number>
        {value(summary.mean)} <span className={classes.interval}>{interval}</span>
      </td>
      <td data-number data-wide>
        {baseline ? t('report.usualValue', { median: value(baseline.median), low: value(baseline.low), high: value(baseline.high) }) : '–'}
      </td>
      <td data-number>{formatShare(summary.shown, i18n.language)}</td>
      <td data-number>{summary.episodes}</td>
    </tr>
  );
}

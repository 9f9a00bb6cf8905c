import { useTranslation } from 'react-i18next';
import { colorOf, formatChange, formatValue, isEmotion } from '../../core/reports/channels';
import type { ChannelTrend, Interval } from '../../core/reports/types';
import { useChannelName } from '../../hooks/useChannelName';
import classes from '../report/report.module.css';
import { WideTable } from '../report/WideTable';

/** Every channel's mean and change with their intervals. */
export function TrendTable({ trends }: { trends: ChannelTrend[] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useChannelName();
  const changeOf = ({ channel, slope }: ChannelTrend) => {
    if (!slope) return t('report.tooFew');
    const unit = t(isEmotion(channel) ? 'report.points' : 'report.ofFive');
    return (
      <>
        <Spread {...slope} format={(value) => formatChange(channel, value, i18n.language)} /> {unit}
      </>
    );
  };
  const meanOf = ({ channel, mean, meanInterval }: ChannelTrend) => {
    const value = (number: number) => formatValue(channel, number, i18n.language);
    return meanInterval ? <Spread {...meanInterval} format={value} /> : value(mean);
  };
  return (
    <section className={classes.card} aria-labelledby="trends-title">
      <h2 id="trends-title">{t('report.trends')}</h2>
      <p className={classes.hint}>{t('report.trendsHint', { count: trends.length })}</p>
      <WideTable labelledBy="trends-title">
        <table className={classes.table} data-testid="trend-table">
          <thead>
            <tr>
              <th scope="col">{t('report.channel')}</th>
              <th scope="col" data-number>
                {t('report.mean')}
              </th>
              <th scope="col" data-number>
                {t('report.change')}
              </th>
              <th scope="col" data-number>
                {t('report.sessionsCount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {trends.map((trend) => (
              <tr key={trend.channel}>
                <th scope="row">
                  <i className={classes.swatch} style={{ background: colorOf(trend.channel) }} aria-hidden />
                  {nameOf(trend.channel)}
                </th>
                <td data-number>{meanOf(trend)}</td>
                <td data-number>{changeOf(trend)}</td>
                <td data-number>{trend.sessions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  );
}

function Spread({ value, low, high, format }: Interval & { format: (number: number) => string }) {
  return (
    <>
      {format(value)}{' '}
      <span className={classes.interval}>
        ({format(low)} … {format(high)})
      </span>
    </>
  );
}

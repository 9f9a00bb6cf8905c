import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { colorOf, formatValue } from '../../core/reports/channels';
import type { ChannelKey, Episode } from '../../core/reports/types';
import { reviewLink } from '../../core/review/link';
import { formatClock } from '../../core/util/format';
import { useChannelName } from '../../hooks/useChannelName';
import classes from './report.module.css';

const pageSize = 24;
const shortestS = 0.6;

/** Every stretch in which the face showed something clearly; each opens the recording where it begins. */
export function EpisodeList({ episodes, sessionId }: { episodes: Episode[]; sessionId: string }) {
  const { t, i18n } = useTranslation();
  const nameOf = useChannelName();
  const [channel, setChannel] = useState<ChannelKey>('');
  const [limit, setLimit] = useState(pageSize);
  const channels = [...new Set(episodes.map((episode) => episode.channel))];
  const shown = episodes.filter((episode) => channel === '' || episode.channel === channel);
  return (
    <section className={classes.card} aria-labelledby="episodes-title">
      <div className={classes.head}>
        <h2 id="episodes-title">{t('report.episodesTitle')}</h2>
        {channels.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('report.channel')}
            value={channel}
            onChange={(event) => setChannel(event.currentTarget.value)}
            data={[{ value: '', label: t('report.all') }, ...channels.map((key) => ({ value: key, label: nameOf(key) }))]}
            wrapperProps={{ 'data-no-print': true }}
          />
        )}
      </div>
      <p className={classes.hint}>{t('report.episodesHint', { shortest: shortestS.toLocaleString(i18n.language) })}</p>
      {shown.length === 0 && <p className={classes.hint}>{t('report.noEpisodes')}</p>}
      <ul className={classes.columns} data-testid="episodes">
        {shown.slice(0, limit).map((episode) => (
          <li key={`${episode.channel}-${episode.onsetMs}`}>
            <Link href={reviewLink(sessionId, episode.onsetMs)} className={classes.entry}>
              <span className={classes.time}>{formatClock(episode.onsetMs)}</span>
              <span>
                <i className={classes.swatch} style={{ background: colorOf(episode.channel) }} aria-hidden />
                {nameOf(episode.channel)}
                <span className={classes.dim}> · {describe(episode)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {shown.length > limit && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setLimit(limit + pageSize * 4)} data-no-print>
          {t('report.more', { count: Math.min(shown.length - limit, pageSize * 4) })}
        </Button>
      )}
    </section>
  );

  function describe({ channel: key, onsetMs, endMs, peak, cut }: Episode): string {
    const seconds = ((endMs - onsetMs) / 1000).toLocaleString(i18n.language, { maximumFractionDigits: 1 });
    const peakText = formatValue(key, peak, i18n.language);
    const words = `${seconds} s, ${t('report.peak', { peak: peakText })}`;
    return cut ? `${words}, ${t('report.cut')}` : words;
  }
}

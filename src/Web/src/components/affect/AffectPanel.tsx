import { Text, Title, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AffectFeed } from '../../core/affect/affectFeed';
import { whyNoReading } from '../../core/affect/explain';
import { useAffectRendered } from '../../hooks/useAffectRendered';
import { useConnection } from '../../hooks/useSession';
import { useSelected } from '../../hooks/useStore';
import classes from './AffectPanel.module.css';
import { EmotionList } from './EmotionList';
import { LiveChart } from './LiveChart';
import { NoReading } from './NoReading';
import { QualityLine } from './QualityLine';
import { UnitBars } from './UnitBars';

/**
 * The sidebar beside the patient's picture. It renders itself only when a reading begins or stops; the parts that follow each sample
 * read the feed on their own.
 */
export const AffectPanel = memo(function AffectPanel() {
  const { t } = useTranslation();
  const { affect, state } = useConnection();
  const emotionAnalysis = useSelected(state, ({ view }) => view?.emotionAnalysis ?? 'notConsented');
  const reason = useSelected(affect.reading, (reading) => whyNoReading(reading, emotionAnalysis));
  return (
    <section className={classes.panel} aria-labelledby="affect-title" data-testid="affect-panel">
      <header className={classes.header}>
        <Title order={2} size="h3" id="affect-title">
          {t('affect.title')}
        </Title>
        <Tooltip label={t('affect.hint')} multiline w={260}>
          <span className={classes.hint}>
            <IconInfoCircle size={17} aria-hidden />
            <span className="visually-hidden">{t('affect.hint')}</span>
          </span>
        </Tooltip>
      </header>
      <QualityLine feed={affect} hasReading={reason === null} />
      <div className={classes.now}>{reason ? <NoReading reason={reason} /> : <EmotionList feed={affect} />}</div>
      <LiveChart feed={affect} />
      <UnitBars feed={affect} hasReading={reason === null} />
      <Text size="xs" c="dimmed" className={classes.footnote}>
        {t('affect.hint')}
      </Text>
      <RenderedSignal feed={affect} />
    </section>
  );
});

/** Renders nothing, but as often as the bars do. */
function RenderedSignal({ feed }: { feed: AffectFeed }) {
  useAffectRendered(feed);
  return null;
}

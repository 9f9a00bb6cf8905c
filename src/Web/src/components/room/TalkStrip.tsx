import { useTranslation } from 'react-i18next';
import type { TalkNow } from '../../core/api/types';
import { formatClock } from '../../core/util/format';
import { useConnection, useSessionState } from '../../hooks/useSession';
import { useStore } from '../../hooks/useStore';
import { useIndicator } from '../../hooks/useWorkspace';
import classes from './TalkStrip.module.css';

/** Quiet figures of the talk: how it is divided, the silence or the turn that goes on, as long as it is heard. Each can be switched off. */
export function TalkStrip() {
  const { t } = useTranslation();
  const talk = useStore(useConnection().talk);
  const heard = useSessionState().link === 'connected';
  const [balance, silence, turns] = [useIndicator('talkBalance'), useIndicator('silence'), useIndicator('turnLength')];
  if (!talk || !(balance || silence || turns)) return null;
  return (
    <section className={classes.strip} aria-label={t('workspace.talk')} data-testid="talk-strip">
      {balance && <Balance talk={talk} />}
      {heard && (silence || turns) && <span data-testid="talk-now">{now(talk)}</span>}
    </section>
  );

  function now({ silentForMs, turn }: TalkNow): string {
    if (silence && silentForMs > 0) return t('workspace.silentFor', { time: formatClock(silentForMs) });
    if (turns && turn) return t(`workspace.turn.${turn.speaker}`, { time: formatClock(turn.lengthMs) });
    return t('workspace.quiet');
  }
}

function Balance({ talk: { clinicianMs, patientMs } }: { talk: TalkNow }) {
  const { t } = useTranslation();
  const total = clinicianMs + patientMs;
  if (total === 0) return null;
  const you = Math.round((100 * clinicianMs) / total);
  const words = t('workspace.balance', { you, patient: 100 - you });
  return (
    <span className={classes.balance} title={words}>
      <span aria-hidden>{t('workspace.you')}</span>
      <span className={classes.bar} role="img" aria-label={words} data-testid="talk-balance" data-you={you}>
        <i style={{ width: `${you}%` }} />
      </span>
      <span aria-hidden>{t('workspace.patient')}</span>
    </span>
  );
}

import { useTranslation } from 'react-i18next';
import { formatTime, telOf } from '../../core/util/format';
import { useSessionView } from '../../hooks/useSession';
import type { Away } from '../call/CallStage';

/** Why the patient is not in the call, since when, and the number that reaches them. */
export function usePatientAway(): Away {
  const { t, i18n } = useTranslation();
  const { patientAway, patientName: name = '', serverTime, safety } = useSessionView();
  // Without one they are there, and nothing of this is shown.
  const { why, since } = patientAway ?? { why: 'lost', since: serverTime };
  const number = safety?.details.callbackNumber;
  return {
    text: t(`room.away.${why}`, { name, time: formatTime(since, i18n.language) }),
    busy: why !== 'left',
    help: number && (
      <a href={telOf(number)} data-testid="call-back">
        {t('room.callBack', { number })}
      </a>
    ),
  };
}

import { IconAlertTriangle, IconMapPin, IconPhone, IconUserHeart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDateTime, telOf } from '../../core/util/format';
import { useSessionView } from '../../hooks/useSession';
import classes from './SafetyDetails.module.css';

/** Where the patient is and whom to call, as confirmed for this session; or that it was not. */
export function SafetyDetails() {
  const { t, i18n } = useTranslation();
  const { safety } = useSessionView();
  if (!safety) {
    return (
      <div className={classes.missing} data-testid="safety-missing">
        <IconAlertTriangle size={18} aria-hidden />
        <span>
          <strong>{t('safety.missing')}.</strong> {t('safety.missingText')}
        </span>
      </div>
    );
  }
  const { location, callbackNumber, contactName, contactNumber } = safety.details;
  return (
    <dl className={classes.details} data-testid="safety-details">
      <dt>
        <IconMapPin size={16} aria-hidden /> {t('safety.where')}
      </dt>
      <dd>{location}</dd>
      <dt>
        <IconPhone size={16} aria-hidden /> {t('safety.callback')}
      </dt>
      <dd>
        <a href={telOf(callbackNumber)}>{callbackNumber}</a>
      </dd>
      <dt>
        <IconUserHeart size={16} aria-hidden /> {t('safety.contact')}
      </dt>
      <dd>
        {contactName}, <a href={telOf(contactNumber)}>{contactNumber}</a>
      </dd>
      <dd className={classes.when}>{t('safety.confirmedAt', { when: formatDateTime(safety.at, i18n.language) })}</dd>
    </dl>
  );
}

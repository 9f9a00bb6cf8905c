import { useTranslation } from 'react-i18next';
import type { Review } from '../../core/api/types';
import { formatDateTime } from '../../core/util/format';
import classes from './Accesses.module.css';

/** Who has looked at this session: every access is written down, this one too. */
export function Accesses({ accesses }: { accesses: Review['accesses'] }) {
  const { t, i18n } = useTranslation();
  if (accesses.length === 0) return null;
  return (
    <details className={classes.accesses}>
      <summary>{t('review.accesses')}</summary>
      <ul>
        {accesses.map(({ at, what, actor }, i) => (
          <li key={`${at}-${i}`}>
            {t('review.access', { actor: actor === 'you' ? t('review.you') : actor, what, when: formatDateTime(at, i18n.language) })}
          </li>
        ))}
      </ul>
    </details>
  );
}

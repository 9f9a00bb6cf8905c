import { useTranslation } from 'react-i18next';
import type { Review } from '../../core/api/types';
import { formatDateTime } from '../../core/util/format';
import classes from './Accesses.module.css';

const kinds = ['session', 'review', 'affect', 'recording', 'notes', 'clip', 'clips', 'export'] as const;

/** Who has looked at this session, latest first: every access is written down, this one too. */
export function Accesses({ accesses }: { accesses: Review['accesses'] }) {
  const { t, i18n } = useTranslation();
  if (accesses.length === 0) return null;
  const nameOf = (what: string) => {
    const kind = kinds.find((known) => known === what);
    return kind ? t(`review.accessWhat.${kind}`) : what;
  };
  return (
    <details className={classes.accesses}>
      <summary>{t('review.accesses')}</summary>
      <ul>
        {accesses.toReversed().map(({ at, what, actor, under }, i) => (
          <li key={`${at}-${i}`}>
            {t('review.access', {
              actor: actor === 'you' ? t('review.you') : actor,
              what: under === 'break-glass' ? `${nameOf(what)} (${t('oversight.glass')})` : nameOf(what),
              when: formatDateTime(at, i18n.language),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

import { Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ErasureNotice } from '../../core/api/keeping';
import { groupNotices } from '../../core/keeping/notices';
import { formatDate } from '../../core/util/format';
import type { Loaded } from '../../hooks/useLoad';
import { Card } from '../Card';
import { Problem } from '../Problem';
import classes from './keeping.module.css';

/** What of the practice's patients was announced, without names, for administrators. */
export function SoonErasedOfPractice({ notices: { data, problem, reload } }: { notices: Loaded<ErasureNotice[]> }) {
  const { t, i18n } = useTranslation();
  return (
    <Card title={t('keeping.soon')} text={t('keeping.soonText')}>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={80} radius="md" />)}
      {data?.length === 0 && <Text data-testid="soon-none">{t('keeping.soonNone')}</Text>}
      {data && data.length > 0 && (
        <ul className={classes.list} data-testid="soon-list">
          {groupNotices(data).map((group) => (
            <li key={group.key}>
              <span className={classes.day}>{formatDate(group.at, i18n.language)}</span>
              <span className={classes.what}>
                {t(`keeping.soonWhat.${group.what}`, { count: group.count })}
                {group.held && ` · ${t('keeping.heldBack')}`}
              </span>
              <Text size="sm" c="dimmed" span>
                {group.therapistName && t('keeping.patientsOf', { name: group.therapistName })}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The same for one's own patients, with names and the way to what will go. Nothing where nothing is due. */
export function SoonErased({ notices }: { notices: ErasureNotice[] | null }) {
  const { t, i18n } = useTranslation();
  if (!notices || notices.length === 0) return null;
  return (
    <Card title={t('keeping.soonOwn')} text={t('keeping.soonOwnText')}>
      <ul className={classes.list} data-testid="soon-own">
        {notices.map((notice) => (
          <li key={`${notice.what}-${notice.sessionId ?? notice.patientId}`}>
            <span className={classes.day}>{formatDate(notice.at, i18n.language)}</span>
            <span className={classes.what}>
              <Link href={`/patients/${notice.patientId}`}>{notice.patientName}</Link>
              {` · ${t(`keeping.soonOne.${notice.what}`)}`}
              {notice.held && ` · ${t('keeping.heldBack')}`}
            </span>
            {notice.sessionId && (
              <Link href={`/sessions/${notice.sessionId}/review`}>
                {notice.sessionAt ? t('me.ofSession', { when: formatDate(notice.sessionAt, i18n.language) }) : t('caseload.openReview')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { reportsApi } from '../../core/reports/api';
import type { Period } from '../../core/reports/period';
import { reviewLink } from '../../core/review/link';
import { FindNotes } from '../notes/FindNotes';

/** Finds notes of the record, of all sessions of a period. */
export function NoteSearch({ patientId, period }: { patientId: string; period: Period }) {
  const { t } = useTranslation();
  const find = useCallback((words: string) => reportsApi.search(patientId, words, period), [patientId, period]);
  return (
    <FindNotes
      title={t('report.search')}
      hint={t('report.searchHint')}
      find={find}
      hrefOf={({ sessionId, atMs }) => reviewLink(sessionId, atMs)}
    />
  );
}

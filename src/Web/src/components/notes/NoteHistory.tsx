import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { NoteKind } from '../../core/api/types';
import { markdownOf } from '../../core/notes/plain';
import { formatDateTime } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
import { Dialog } from '../Dialog';
import { Problem } from '../Problem';
import classes from './NoteCard.module.css';

const NoteBody = lazy(() => import('./NoteBody'));

interface Props {
  load: { sessionId: string; kind: NoteKind; noteId: string };
  /** Puts an earlier text back as an edit; null where the note takes none. */
  onUse: ((text: string) => void) | null;
  onClose: () => void;
}

/** What a note said before, newest first. */
export function NoteHistory({ load: { sessionId, kind, noteId }, onUse, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const load = useCallback(() => api.noteHistory(sessionId, kind, noteId), [sessionId, kind, noteId]);
  const { data: versions, problem, reload } = useLoad(load);
  return (
    <Dialog onClose={onClose} title={t('notes.historyTitle')} size="lg">
      <Problem problem={problem} onRetry={reload} />
      {!versions && !problem && <Skeleton height={120} />}
      {versions?.length === 0 && <Text c="dimmed">{t('notes.historyEmpty')}</Text>}
      <Stack gap="sm">
        {[...(versions ?? [])].reverse().map((version, i) => {
          const text = version.format === 'plain' ? markdownOf(version.text) : version.text;
          return (
            <section key={version.revision} className={classes.amendment} data-testid="note-version">
              <span className={classes.when}>{formatDateTime(version.at, i18n.language)}</span>
              <Suspense fallback={<Skeleton height={40} />}>
                <NoteBody text={text} />
              </Suspense>
              {onUse && i > 0 && (
                <Button
                  size="compact-xs"
                  variant="light"
                  onClick={() => {
                    onUse(text);
                    onClose();
                  }}
                >
                  {t('notes.useVersion')}
                </Button>
              )}
            </section>
          );
        })}
      </Stack>
    </Dialog>
  );
}

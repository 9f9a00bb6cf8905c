import { Alert, Button } from '@mantine/core';
import { IconCircleCheck, IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useStore } from '../../hooks/useStore';
import { CenteredMessage } from '../CenteredMessage';
import { NotesPanel, type NoteBooks } from '../notes/NotesPanel';
import classes from './EndedPanel.module.css';

/** After the end: the door to the review, and the notes to finish and sign while it is all fresh. */
export function EndedPanel({ sessionId, books }: { sessionId: string; books: NoteBooks }) {
  const { t } = useTranslation();
  const all = [...useStore(books.record.queue.notes), ...useStore(books.process.queue.notes)];
  const unsaved = all.filter((note) => note.status !== 'saved').length;
  return (
    <div className={classes.ended}>
      <CenteredMessage title={t('room.endedTitle')} text={t('room.endedText')} icon={<IconCircleCheck size={34} />} testId="session-ended">
        {unsaved > 0 && (
          <Alert color="orange" role="status" icon={<IconCloudUp size={20} aria-hidden />} data-testid="notes-unsaved">
            {t('room.notesUnsaved', { count: unsaved })}
          </Alert>
        )}
        <Button component={Link} href={`/sessions/${sessionId}/review`} size="lg" data-testid="open-review">
          {t('room.openReview')}
        </Button>
      </CenteredMessage>
      <aside className={classes.notes} aria-label={t('room.panelNotes')}>
        <NotesPanel books={books} />
      </aside>
    </div>
  );
}

import { Alert, Button } from '@mantine/core';
import { IconCircleCheck, IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ProcessingState, SessionView } from '../../core/api/types';
import { useSessionView } from '../../hooks/useSession';
import { useStore } from '../../hooks/useStore';
import { CenteredMessage } from '../CenteredMessage';
import { NotesPanel, type NoteBooks } from '../notes/NotesPanel';
import classes from './EndedPanel.module.css';

/** After the end: the door to the review, and the notes to finish and sign while it is all fresh. */
export function EndedPanel({ books }: { books: NoteBooks }) {
  const { t } = useTranslation();
  const view = useSessionView();
  const all = [...useStore(books.record.queue.notes), ...useStore(books.process.queue.notes)];
  const unsaved = all.filter((note) => note.status !== 'saved').length;
  return (
    <div className={classes.ended}>
      <CenteredMessage
        order={2}
        title={t('room.endedTitle')}
        text={t(`room.endedText.${whatIsKept(view)}`)}
        icon={<IconCircleCheck size={34} />}
        testId="session-ended"
      >
        {unsaved > 0 && (
          <Alert color="orange" role="status" icon={<IconCloudUp size={20} aria-hidden />} data-testid="notes-unsaved">
            {t('room.notesUnsaved', { count: unsaved })}
          </Alert>
        )}
        <Button component={Link} href={`/sessions/${view.sessionId}/review`} size="lg" data-testid="open-review">
          {t('room.openReview')}
        </Button>
      </CenteredMessage>
      <aside className={classes.notes} aria-label={t('room.panelNotes')}>
        <NotesPanel books={books} />
      </aside>
    </div>
  );
}

/** What can be left of a session by what the patient agreed to: without consent there was nothing to keep. */
function whatIsKept({ liveSince, recording, emotionAnalysis }: SessionView): 'notHeld' | 'recorded' | 'read' | 'nothing' {
  const agreed = (state: ProcessingState) => state !== 'notConsented' && state !== 'forbidden';
  if (!liveSince) return 'notHeld';
  if (agreed(recording)) return 'recorded';
  return agreed(emotionAnalysis) ? 'read' : 'nothing';
}

import { Alert, Button } from '@mantine/core';
import { IconCircleCheck, IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { NotesQueue } from '../../core/notes/notesQueue';
import { useStore } from '../../hooks/useStore';
import { CenteredMessage } from '../CenteredMessage';

/** After the end: that everything is kept, or what is still on its way, and the door to the review. */
export function EndedPanel({ sessionId, queue }: { sessionId: string; queue: NotesQueue }) {
  const { t } = useTranslation();
  const unsaved = useStore(queue.notes).filter((note) => note.status !== 'saved').length;
  return (
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
  );
}

import { Button, Group } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteItem, NotesQueue } from '../../core/notes/notesQueue';
import { plainOf } from '../../core/notes/plain';
import { newId } from '../../core/util/ids';
import { useAction } from '../../hooks/useAction';
import classes from './NoteCard.module.css';

/** What happened to a note that the person should know of: refused, merged with another window, or signed while they wrote. */
export function NoteTrouble({ note, queue }: { note: NoteItem; queue: NotesQueue }) {
  const { t } = useTranslation();
  const [amendmentId] = useState(newId);
  const keep = useCallback(() => queue.amend(note.id, amendmentId, note.leftOver ?? ''), [queue, note.id, note.leftOver, amendmentId]);
  const { run, running } = useAction(keep);
  if (note.leftOver !== null) {
    return (
      <div role="alert" className={classes.trouble} data-testid="note-left-over">
        <p>{t('notes.signedMeanwhile')}</p>
        <blockquote>{plainOf(note.leftOver)}</blockquote>
        <Group gap="xs">
          <Button size="compact-xs" variant="light" loading={running} onClick={() => void run()}>
            {t('notes.keepAsAmendment')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => queue.settle(note.id)}>
            {t('notes.discard')}
          </Button>
        </Group>
      </div>
    );
  }
  if (note.merged !== null) {
    return (
      <div role="status" className={classes.merged} data-testid="note-merged" data-kept={note.merged}>
        {t(`notes.merged.${note.merged}`)}{' '}
        <Button size="compact-xs" variant="subtle" onClick={() => queue.settle(note.id)}>
          {t('notes.understood')}
        </Button>
      </div>
    );
  }
  if (note.status !== 'refused') return null;
  return (
    <p className={classes.trouble} role="alert">
      {t(`error.${note.problem ?? 'unknown'}`)}
    </p>
  );
}

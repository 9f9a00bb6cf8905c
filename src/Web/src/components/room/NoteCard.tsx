import { Button, Group, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NoteItem, NotesQueue } from '../../core/notes/notesQueue';
import { formatClock } from '../../core/util/format';
import classes from './NoteCard.module.css';

/** One note: its moment, its text, and whether the server has it. */
export function NoteCard({ note, queue }: { note: NoteItem; queue: NotesQueue }) {
  const { t } = useTranslation();
  const time = formatClock(note.atMs);
  const empty = note.text === '' && note.baseRevision === 0;
  const refused = note.status === 'refused' && note.problem !== null;
  return (
    <li className={classes.card} data-note={note.id} data-testid="note-item">
      <div className={classes.meta}>
        <span className="tabular">{time}</span>
        <span
          data-testid="note-status"
          data-status={note.status}
          role="status"
          data-trouble={!['saved', 'dirty', 'saving'].includes(note.status)}
        >
          {!empty && t(`room.noteStatus.${note.status}`)}
        </span>
      </div>
      <Textarea
        aria-label={t('room.noteAt', { time })}
        placeholder={t('room.notePlaceholder')}
        variant="unstyled"
        size="sm"
        autosize
        minRows={2}
        maxRows={14}
        value={note.text}
        onChange={(event) => queue.edit(note.id, event.currentTarget.value)}
        onBlur={() => queue.flush()}
        data-testid="note-text"
      />
      {refused && (
        <p className={classes.trouble} role="alert">
          {t(`error.${note.problem ?? 'unknown'}`)}
        </p>
      )}
      {note.status === 'conflict' && (
        <div role="alert">
          <p className={classes.trouble}>{t('room.conflictText')}</p>
          <Group gap="xs">
            <Button size="compact-xs" variant="light" onClick={() => void queue.resolve(note.id, 'mine')}>
              {t('room.keepMine')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => void queue.resolve(note.id, 'theirs')}>
              {t('room.keepTheirs')}
            </Button>
          </Group>
        </div>
      )}
    </li>
  );
}

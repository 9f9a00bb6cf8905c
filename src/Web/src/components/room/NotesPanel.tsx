import { Button, Text, Title } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notes } from '../../hooks/useNotes';
import { useConnection } from '../../hooks/useSession';
import { useStore } from '../../hooks/useStore';
import { Problem } from '../Problem';
import { NoteCard } from './NoteCard';
import classes from './NotesPanel.module.css';

/** The session's notes: each tied to the moment it was begun, each saving itself. */
export function NotesPanel({ notes: { queue, problem, reload } }: { notes: Notes }) {
  const { t } = useTranslation();
  const connection = useConnection();
  const notes = useStore(queue.notes);
  const [fresh, setFresh] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (fresh) list.current?.querySelector<HTMLTextAreaElement>(`[data-note="${fresh}"] textarea`)?.focus();
  }, [fresh]);
  return (
    <section className={classes.panel} aria-labelledby="notes-title">
      <header className={classes.head}>
        <Title order={2} size="h3" id="notes-title">
          {t('room.notes')}
        </Title>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPencilPlus size={16} aria-hidden />}
          onClick={() => setFresh(queue.create(connection.clock() ?? 0))}
          data-testid="note-new"
        >
          {t('room.newNote')}
        </Button>
      </header>
      <Problem problem={problem} onRetry={reload} />
      {notes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('room.notesEmpty')}
        </Text>
      )}
      <ul className={classes.list} ref={list}>
        {notes.map((note) => (
          <NoteCard key={note.id} note={note} queue={queue} />
        ))}
      </ul>
    </section>
  );
}

import { SegmentedControl, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteKind } from '../../core/api/types';
import type { Notes } from '../../hooks/useNotes';
import { useConnection } from '../../hooks/useSession';
import { useStore } from '../../hooks/useStore';
import { Problem } from '../Problem';
import { NewNote } from './NewNote';
import { NoteCard } from './NoteCard';
import classes from './NotesPanel.module.css';

export interface NoteBooks {
  record: Notes;
  process: Notes;
}

/** The session's notes in their two books: the record, and the therapist's own process notes. */
export const NotesPanel = memo(function NotesPanel({ books }: { books: NoteBooks }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<NoteKind>(() => (window.location.hash === '#process' ? 'process' : 'record'));
  return (
    <section className={classes.panel} aria-labelledby="notes-title" data-kind={kind}>
      <header className={classes.head}>
        <Title order={2} size="h3" id="notes-title">
          {t('room.notes')}
        </Title>
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={(value) => setKind(value === 'process' ? 'process' : 'record')}
          aria-label={t('notes.book')}
          data={[
            { value: 'record', label: t('notes.record') },
            { value: 'process', label: t('notes.process') },
          ]}
          data-testid="note-kind"
        />
      </header>
      <Book key={kind} notes={books[kind]} />
    </section>
  );
});

function Book({ notes: { kind, queue, problem, reload } }: { notes: Notes }) {
  const { t } = useTranslation();
  const connection = useConnection();
  const notes = useStore(queue.notes);
  const [fresh, setFresh] = useState<string | null>(null);
  return (
    <>
      <div className={classes.head}>
        <Text size="xs" c="dimmed" className={classes.hint}>
          {kind === 'process' && <IconLock size={12} aria-hidden />} {t(kind === 'process' ? 'notes.processHint' : 'notes.recordHint')}
        </Text>
        <NewNote onNew={(template, text) => setFresh(queue.create(connection.clock() ?? 0, template, text))} />
      </div>
      <Problem problem={problem} onRetry={reload} />
      <ul className={classes.list}>
        {notes.map((note) => (
          <NoteCard key={note.id} sessionId={connection.sessionId} kind={kind} note={note} queue={queue} fresh={note.id === fresh} />
        ))}
      </ul>
    </>
  );
}

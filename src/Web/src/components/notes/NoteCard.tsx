import { Button, Group, Skeleton } from '@mantine/core';
import { IconHistory, IconLock, IconSignature, IconWritingSign } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteKind } from '../../core/api/types';
import type { NoteItem, NotesQueue } from '../../core/notes/notesQueue';
import { formatClock, formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import { Amendments } from './Amendments';
import classes from './NoteCard.module.css';
import { NoteHistory } from './NoteHistory';
import { NoteTrouble } from './NoteTrouble';

const NoteEditor = lazy(() => import('./NoteEditor'));
const NoteBody = lazy(() => import('./NoteBody'));

interface Props {
  sessionId: string;
  kind: NoteKind;
  note: NoteItem;
  queue: NotesQueue;
  fresh: boolean;
}

/** One note: its moment, its text, whether the server has it; signed, it is locked and takes amendments. */
export function NoteCard({ sessionId, kind, note, queue, fresh }: Props) {
  const { t, i18n } = useTranslation();
  const [history, setHistory] = useState(false);
  const [signing, setSigning] = useState(false);
  const time = formatClock(note.atMs);
  const unsent = note.baseRevision === 0 && note.status === 'saved';
  const sign = useCallback(async () => {
    await queue.sign(note.id);
    setSigning(false);
  }, [queue, note.id]);
  const { run, running, problem } = useAction(sign);
  return (
    <li className={classes.card} data-note={note.id} data-signed={note.signedAt !== null} data-testid="note-item">
      <div className={classes.meta}>
        <span className="tabular">{time}</span>
        {note.signedAt !== null && (
          <span className={classes.signed} data-testid="note-signed">
            <IconLock size={12} aria-hidden /> {t('notes.signedAt', { when: formatDateTime(note.signedAt, i18n.language) })}
          </span>
        )}
        <span
          data-testid="note-status"
          data-status={note.status}
          role="status"
          data-trouble={!['saved', 'dirty', 'saving'].includes(note.status)}
        >
          {!unsent && note.signedAt === null && t(`room.noteStatus.${note.status}`)}
        </span>
      </div>
      <Suspense fallback={<Skeleton height={46} my={6} />}>
        {note.signedAt === null ? (
          <NoteEditor
            text={note.text}
            label={t('room.noteAt', { time })}
            placeholder={t('room.notePlaceholder')}
            focused={fresh}
            onChange={(text) => queue.edit(note.id, text)}
            onBlur={() => queue.flush()}
          />
        ) : (
          <NoteBody text={note.text} />
        )}
      </Suspense>
      <NoteTrouble note={note} queue={queue} />
      {note.signedAt !== null && <Amendments note={note} queue={queue} />}
      {!unsent && (
        <Group gap={4} className={classes.actions}>
          {note.signedAt === null && kind === 'record' && !signing && (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconSignature size={14} aria-hidden />}
              onClick={() => setSigning(true)}
              data-testid="note-sign"
            >
              {t('notes.sign')}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconHistory size={14} aria-hidden />}
            onClick={() => setHistory(true)}
            data-testid="note-history"
          >
            {t('notes.history')}
          </Button>
        </Group>
      )}
      {signing && note.signedAt === null && (
        <div className={classes.signing} role="group" aria-label={t('notes.sign')}>
          <p>{t('notes.signText')}</p>
          <Problem problem={problem} />
          <Group gap="xs">
            <Button
              size="compact-sm"
              loading={running}
              leftSection={<IconWritingSign size={15} aria-hidden />}
              onClick={() => void run()}
              data-testid="note-sign-confirm"
            >
              {t('notes.signConfirm')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setSigning(false)}>
              {t('common.cancel')}
            </Button>
          </Group>
        </div>
      )}
      {history && (
        <NoteHistory
          load={{ sessionId, kind, noteId: note.id }}
          onUse={note.signedAt === null ? (text) => queue.edit(note.id, text) : null}
          onClose={() => setHistory(false)}
        />
      )}
    </li>
  );
}

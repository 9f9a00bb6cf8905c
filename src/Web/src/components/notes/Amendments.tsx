import { Button, Group } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteItem, NotesQueue } from '../../core/notes/notesQueue';
import { formatDateTime } from '../../core/util/format';
import { newId } from '../../core/util/ids';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import classes from './NoteCard.module.css';

const NoteEditor = lazy(() => import('./NoteEditor'));
const NoteBody = lazy(() => import('./NoteBody'));

/** What was added to a signed note, and a place to add more. */
export function Amendments({ note, queue }: { note: NoteItem; queue: NotesQueue }) {
  const { t, i18n } = useTranslation();
  const [draft, setDraft] = useState<{ id: string; text: string } | null>(null);
  const add = useCallback(async () => {
    if (draft) await queue.amend(note.id, draft.id, draft.text);
    setDraft(null);
  }, [queue, note.id, draft]);
  const { run, running, problem } = useAction(add);
  return (
    <>
      {note.amendments.map((amendment) => (
        <section key={amendment.id} className={classes.amendment} data-testid="note-amendment">
          <span className={classes.when}>{t('notes.amendedAt', { when: formatDateTime(amendment.at, i18n.language) })}</span>
          <Suspense>
            <NoteBody text={amendment.text} />
          </Suspense>
        </section>
      ))}
      {draft === null ? (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPencilPlus size={14} aria-hidden />}
          onClick={() => setDraft({ id: newId(), text: '' })}
          data-testid="note-amend"
        >
          {t('notes.amend')}
        </Button>
      ) : (
        <div className={classes.signing}>
          <Suspense>
            <NoteEditor
              text={draft.text}
              label={t('notes.amend')}
              placeholder={t('notes.amendPlaceholder')}
              testId="amendment-text"
              focused
              onChange={(text) => setDraft({ ...draft, text })}
            />
          </Suspense>
          <Problem problem={problem} />
          <Group gap="xs">
            <Button
              size="compact-sm"
              loading={running}
              disabled={draft.text.trim() === ''}
              onClick={() => void run()}
              data-testid="note-amend-confirm"
            >
              {t('notes.amendConfirm')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
              {t('common.cancel')}
            </Button>
          </Group>
        </div>
      )}
    </>
  );
}

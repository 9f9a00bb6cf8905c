import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../core/api/client';
import { toProblem, type ApiProblem } from '../core/api/problem';
import type { NoteKind } from '../core/api/types';
import { browserWindows, CrashDrafts } from '../core/notes/crashDrafts';
import { NoteDrafts } from '../core/notes/noteDrafts';
import { NotesQueue } from '../core/notes/notesQueue';
import { formatTime } from '../core/util/format';

export interface Notes {
  kind: NoteKind;
  queue: NotesQueue;
  /** Why the saved notes could not be read. */
  problem: ApiProblem | null;
  reload: () => void;
}

const windows = browserWindows();

/** One book of a session's notes, loaded once and then saved as they are written; also when the page is hidden or closed. */
export function useNotes(sessionId: string, kind: NoteKind): Notes {
  const { t, i18n } = useTranslation();
  const [queue] = useState(() => {
    const book = `${sessionId}.${kind}`;
    return new NotesQueue(
      {
        load: () => api.notes(sessionId, kind),
        save: (noteId, body, keepalive) => api.putNote(sessionId, kind, noteId, body, keepalive),
        sign: (noteId, revision) => api.signNote(sessionId, kind, noteId, revision),
        amend: (noteId, amendmentId, text) => api.amendNote(sessionId, kind, noteId, amendmentId, text),
      },
      new NoteDrafts(book),
      new CrashDrafts(book, api.draftKey, windows),
      () => t('notes.otherWindow', { time: formatTime(new Date().toISOString(), i18n.language) }),
    );
  });
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    queue.load().then(
      () => setProblem(null),
      (error: unknown) => setProblem(toProblem(error)),
    );
  }, [queue, round]);

  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden') queue.flush(true);
    };
    const onOnline = () => queue.flush();
    const onUnload = (event: BeforeUnloadEvent) => {
      if (queue.unsaved.length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('online', onOnline);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('online', onOnline);
      window.removeEventListener('beforeunload', onUnload);
      queue.dispose();
    };
  }, [queue]);

  const reload = useCallback(() => setRound((value) => value + 1), []);
  return useMemo(() => ({ kind, queue, problem, reload }), [kind, queue, problem, reload]);
}

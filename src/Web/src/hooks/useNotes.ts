import { useCallback, useEffect, useState } from 'react';
import { api } from '../core/api/client';
import { toProblem, type ApiProblem } from '../core/api/problem';
import { NoteDrafts } from '../core/notes/noteDrafts';
import { NotesQueue } from '../core/notes/notesQueue';

export interface Notes {
  queue: NotesQueue;
  /** Why the saved notes could not be read. */
  problem: ApiProblem | null;
  reload: () => void;
}

/** The notes of a session, loaded once and then saved as they are written; also when the page is hidden or closed. */
export function useNotes(sessionId: string): Notes {
  const [queue] = useState(
    () =>
      new NotesQueue(
        {
          load: () => api.notes(sessionId),
          save: (noteId, body, keepalive) => api.putNote(sessionId, noteId, body, keepalive),
        },
        new NoteDrafts(sessionId),
      ),
  );
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
  return { queue, problem, reload };
}

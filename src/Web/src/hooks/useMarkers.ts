import { useCallback, useEffect, useState } from 'react';
import { api } from '../core/api/client';
import { MarkerBook } from '../core/session/markerBook';
import { categoryOfKey } from '../core/session/workspace';
import { isMarkerKey, keysAreTaken } from '../core/util/keys';
import { useConnection, useSessionView } from './useSession';
import { useWorkspace } from './useWorkspace';

/**
 * The session's markers, and a way to drop one now: by calling `mark`, or with the key M, or a category's own key, while the session is
 * live.
 */
export function useMarkers() {
  const connection = useConnection();
  const { markers, phase } = useSessionView();
  const { markerCategories } = useWorkspace().workspace;
  const [book] = useState(
    () =>
      new MarkerBook({
        put: ({ id, atMs, label, categoryId = null }) => api.putMarker(connection.sessionId, id, { atMs, label, categoryId }),
        delete: (id) => api.deleteMarker(connection.sessionId, id),
      }),
  );
  useEffect(() => book.sync(markers ?? []), [book, markers]);
  useEffect(() => () => book.dispose(), [book]);

  const mark = useCallback(
    (categoryId: string | null) => {
      const at = connection.clock();
      if (at !== null && connection.state.get().view?.phase === 'live') book.add(at, categoryId);
    },
    [book, connection],
  );

  useEffect(() => {
    if (phase !== 'live') return undefined;
    const onKey = (event: KeyboardEvent) => {
      const category = event.repeat || keysAreTaken(event) ? undefined : categoryOfKey(markerCategories, event.key);
      if (!category && !isMarkerKey(event)) return;
      event.preventDefault();
      mark(category?.id ?? null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [phase, mark, markerCategories]);

  return { book, mark };
}

export type Mark = (categoryId: string | null) => void;

import { useCallback, useEffect, useState } from 'react';
import { api } from '../core/api/client';
import { MarkerBook } from '../core/session/markerBook';
import { isMarkerKey } from '../core/util/keys';
import { useConnection, useSessionView } from './useSession';

/** The session's markers, and a way to drop one now: by calling `mark`, or with the key M while the session is live. */
export function useMarkers() {
  const connection = useConnection();
  const { markers, phase } = useSessionView();
  const [book] = useState(
    () =>
      new MarkerBook({
        put: ({ id, atMs, label }) => api.putMarker(connection.sessionId, id, { atMs, label }),
        delete: (id) => api.deleteMarker(connection.sessionId, id),
      }),
  );
  useEffect(() => book.sync(markers ?? []), [book, markers]);
  useEffect(() => () => book.dispose(), [book]);

  const mark = useCallback(() => {
    const at = connection.clock();
    if (at !== null && connection.state.get().view?.phase === 'live') book.add(at);
  }, [book, connection]);

  useEffect(() => {
    if (phase !== 'live') return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (!isMarkerKey(event)) return;
      event.preventDefault();
      mark();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [phase, mark]);

  return { book, mark };
}

import { useCallback, useEffect, useState } from 'react';
import { keysAreTaken } from '../core/util/keys';

const privacyKeys = ['h', 'f9'];

/** Whether everything is hidden from the screen. H hides and shows again, and so does F9, which works while typing and in dialogs too. */
export function usePrivacy(): [boolean, (hidden: boolean) => void] {
  const [hidden, setHidden] = useState(false);
  const change = useCallback((next: boolean) => {
    setHidden(next);
    // A picture in its own little window is outside of the page: it has to go as well.
    if (next && document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => undefined);
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (event.repeat || !privacyKeys.includes(key)) return;
      if (key === 'h' && !hidden && keysAreTaken(event)) return;
      event.preventDefault();
      change(!hidden);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [hidden, change]);
  return [hidden, change];
}

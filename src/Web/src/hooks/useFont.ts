import { useEffect, useState } from 'react';

/** Renders again when a font has been loaded. A canvas does not draw its words anew by itself. */
export function useFont(font: string): void {
  const [loaded, setLoaded] = useState(() => document.fonts.check(font));
  useEffect(() => {
    if (!loaded) void document.fonts.load(font).then(() => setLoaded(true));
  }, [font, loaded]);
}

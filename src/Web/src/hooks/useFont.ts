import { useEffect, useState } from 'react';

/** Whether a font has been loaded; renders again when it has. A canvas does not draw its words anew by itself. */
export function useFont(font: string): boolean {
  const [loaded, setLoaded] = useState(() => document.fonts.check(font));
  useEffect(() => {
    if (!loaded) void document.fonts.load(font).then(() => setLoaded(true));
  }, [font, loaded]);
  return loaded;
}

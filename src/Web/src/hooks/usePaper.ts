import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { flushSync } from 'react-dom';

/** While it is printed a page is light and as wide as paper (print.css), so that charts are drawn for it before they are printed. */
export function usePaper(): void {
  const { setColorScheme, clearColorScheme } = useMantineColorScheme();
  useEffect(() => {
    const root = document.documentElement;
    const before = () => {
      root.dataset.paper = '';
      flushSync(() => setColorScheme('light'));
    };
    const after = () => {
      delete root.dataset.paper;
      clearColorScheme();
    };
    // Before those who measure.
    window.addEventListener('beforeprint', before, { capture: true });
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before, { capture: true });
      window.removeEventListener('afterprint', after);
    };
  }, [setColorScheme, clearColorScheme]);
}

import { flushSync } from 'react-dom';

/** Calls back when an element's width may have changed: before it is printed as well, which no observer is told of. Returns how to stop. */
export function onResize(element: Element, callback: () => void): () => void {
  const onPaper = () => flushSync(callback);
  const observer = new ResizeObserver(callback);
  observer.observe(element);
  window.addEventListener('beforeprint', onPaper);
  return () => {
    observer.disconnect();
    window.removeEventListener('beforeprint', onPaper);
  };
}

import { createElement, useEffect, useState, type ComponentType } from 'react';
import { PageLoader } from './PageLoader';

/**
 * A page as a chunk of its own, loaded when it is first shown. Not by Suspense: that shows a fallback for at least 300 ms once it has begun to,
 * and the page would wait for it (React's FALLBACK_THROTTLE_MS).
 */
export function lazyPage<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function LazyPage(props: P) {
    const [page, setPage] = useState<{ component: ComponentType<P> | null; failure?: Error }>({ component: loaded });
    useEffect(() => {
      if (loaded) return;
      load().then(
        (module) => {
          loaded = module.default;
          setPage({ component: module.default });
        },
        (failure: unknown) => setPage({ component: null, failure: failure instanceof Error ? failure : new Error(String(failure)) }),
      );
    }, []);
    // For the error boundary above: the page cannot be had, e.g. after an update of the server.
    if (page.failure !== undefined) throw page.failure;
    return page.component ? createElement(page.component, props) : <PageLoader />;
  };
}

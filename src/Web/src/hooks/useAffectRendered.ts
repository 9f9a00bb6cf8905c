import { useEffect } from 'react';
import type { AffectFeed } from '../core/affect/affectFeed';
import { useStore } from './useStore';

/**
 * Tells the window when a sample has been drawn: `psycare:affect-rendered` with the sample's sequence and media timestamp, and the
 * time (Unix epoch, ms) of the animation frame after React committed it. The latency benchmark listens; nothing else does. Of several
 * samples that arrive at once only the newest is drawn, so only that one is told.
 */
export function useAffectRendered(feed: AffectFeed): void {
  const { sample } = useStore(feed.reading);
  useEffect(() => {
    if (!sample) return undefined;
    const frame = requestAnimationFrame(() => {
      const detail = {
        sequence: sample.sequence,
        mediaTimestamp: sample.mediaTimestamp,
        renderedAt: performance.timeOrigin + performance.now(),
      };
      window.dispatchEvent(new CustomEvent('psycare:affect-rendered', { detail }));
    });
    return () => cancelAnimationFrame(frame);
  }, [sample]);
}

import { useEffect, useState } from 'react';
import { ReviewTransport } from '../core/review/transport';

/** A transport, standing at `startMs`, that runs with the animation frames. */
export function useTransport(durationMs: number, startMs: number): ReviewTransport {
  const [transport] = useState(() => new ReviewTransport(durationMs, startMs));
  useEffect(() => {
    let frame = requestAnimationFrame(function tick(now) {
      transport.tick(now);
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [transport]);
  return transport;
}

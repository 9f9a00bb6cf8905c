import { useEffect, useState } from 'react';
import { ReviewTransport } from '../core/review/transport';
import { keysAreTaken } from '../core/util/keys';

const skipMs = 5000;

/** A transport, standing at `startMs`, that runs with the animation frames and listens to Space and the arrow keys. */
export function useTransport(durationMs: number, startMs: number): ReviewTransport {
  const [transport] = useState(() => new ReviewTransport(durationMs, startMs));

  useEffect(() => {
    let frame = requestAnimationFrame(function tick(now) {
      transport.tick(now);
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [transport]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const onControl = event.target instanceof Element && event.target.closest('button, a, summary, [role="option"]') !== null;
      if (keysAreTaken(event)) return;
      if (event.key === ' ' && !onControl) transport.toggle();
      else if (event.key === 'ArrowLeft') transport.skip(-skipMs);
      else if (event.key === 'ArrowRight') transport.skip(skipMs);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [transport]);

  return transport;
}

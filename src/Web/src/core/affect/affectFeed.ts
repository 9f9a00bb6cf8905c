import type { AffectSample, NoReadingReason } from '../api/types';
import { Store } from '../util/store';
import { AffectRing, staleAfterMs } from './affectRing';

/** What the sidebar shows right now. `stalled`: samples stopped coming. */
export type LiveReading =
  | { kind: 'none'; reason: NoReadingReason | 'stalled' | 'starting'; sample: AffectSample | null }
  | { kind: 'reading'; sample: AffectSample };

/**
 * The stream of samples as the sidebar needs it: the newest reading in a store of its own (so that ten updates a second touch only the
 * components that show it), and the last minute for the chart. After `staleAfterMs` of silence the reading is taken away.
 */
export class AffectFeed {
  readonly ring = new AffectRing();
  readonly reading = new Store<LiveReading>({ kind: 'none', reason: 'starting', sample: null });
  private timer: ReturnType<typeof setTimeout> | undefined;

  push(batch: readonly AffectSample[]): void {
    const before = this.ring.latest;
    if (!this.ring.add(batch)) return;
    const sample = this.ring.latest;
    if (!sample || sample === before) return;
    this.reading.set(sample.noReading ? { kind: 'none', reason: sample.noReading, sample } : { kind: 'reading', sample });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stall(), staleAfterMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private stall(): void {
    const current = this.reading.get();
    // A reason that the gateway gave (consent withdrawn, no video) explains the silence better than the silence itself.
    if (current.kind === 'reading') this.reading.set({ kind: 'none', reason: 'stalled', sample: current.sample });
  }
}

import { Store } from '../util/store';
import type { SegmentPlayer } from './segmentPlayer';

export interface TransportState {
  playing: boolean;
  /** Playing, but a picture has to load first. */
  waiting: boolean;
  rate: number;
}

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/**
 * The one clock of a review. It runs on the session's time, whether or not anything was recorded there; the pictures follow it, and it
 * waits for those that have to load, so that both stay together.
 */
export class ReviewTransport {
  readonly state = new Store<TransportState>({ playing: false, waiting: false, rate: 1 });
  /** Session clock, milliseconds. Apart from the state, since it changes with every frame. */
  readonly position = new Store(0);
  private readonly players = new Set<SegmentPlayer>();
  private lastTick = 0;

  constructor(
    readonly durationMs: number,
    startMs = 0,
  ) {
    this.position.set(startMs);
  }

  /** Adds a picture. @returns how to remove it. */
  attach(player: SegmentPlayer): () => void {
    this.players.add(player);
    this.syncPlayers();
    return () => {
      player.stop();
      this.players.delete(player);
    };
  }

  play(): void {
    if (this.position.get() >= this.durationMs) this.position.set(0);
    this.patch({ playing: true });
  }

  pause(): void {
    this.patch({ playing: false, waiting: false });
    this.syncPlayers();
  }

  toggle(): void {
    if (this.state.get().playing) this.pause();
    else this.play();
  }

  seek(ms: number): void {
    this.position.set(Math.min(this.durationMs, Math.max(0, ms)));
    this.syncPlayers();
  }

  skip(ms: number): void {
    this.seek(this.position.get() + ms);
  }

  setRate(rate: number): void {
    this.patch({ rate });
  }

  /** One speed slower (-1) or faster (1), within `rates`. */
  stepRate(step: -1 | 1): void {
    const at = rates.findIndex((rate) => rate === this.state.get().rate);
    const rate = rates[at + step];
    if (rate !== undefined) this.setRate(rate);
  }

  /** To be called with every animation frame. */
  tick(now: number): void {
    const elapsed = Math.min(250, Math.max(0, now - this.lastTick));
    this.lastTick = now;
    const { playing, rate } = this.state.get();
    if (!playing) return;
    const waiting = [...this.players].some((player) => player.stalled);
    if (!waiting) this.position.set(Math.min(this.durationMs, this.position.get() + elapsed * rate));
    this.patch({ waiting });
    if (this.position.get() >= this.durationMs) this.pause();
    else this.syncPlayers();
  }

  private syncPlayers(): void {
    const { playing, waiting, rate } = this.state.get();
    // While one picture loads the others stand still; the one that loads has to be asked to play all the same.
    for (const player of this.players) player.sync(this.position.get(), playing && (!waiting || player.stalled), rate);
  }

  private patch(change: Partial<TransportState>): void {
    const before = this.state.get();
    const after = { ...before, ...change };
    if (after.playing !== before.playing || after.waiting !== before.waiting || after.rate !== before.rate) this.state.set(after);
  }
}

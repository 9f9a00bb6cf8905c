import type { Segment } from '../api/types';
import { Store } from '../util/store';
import { offsetIn, segmentAt } from './segments';

/** What one participant's picture shows at the current moment. */
export type Coverage = 'notRecorded' | 'recorded' | 'failed';

/** The part of a `<video>` that the player needs. */
export type VideoElement = Pick<
  HTMLVideoElement,
  'src' | 'currentTime' | 'playbackRate' | 'paused' | 'ended' | 'seeking' | 'readyState' | 'play' | 'pause' | 'addEventListener'
>;

/** Beyond this, seconds, a picture jumps to where it should be; below, it runs a little faster or slower until it is there. */
const jumpBeyond = 0.35;
const settleWithin = 0.04;
const maxTrim = 0.1;

/** `HTMLMediaElement.HAVE_FUTURE_DATA`. */
const canPlay = 3;

/** Plays one participant's segments in one `<video>`, at the transport's position: the right file, the right place, or nothing. */
export class SegmentPlayer {
  readonly coverage = new Store<Coverage>('notRecorded');
  private current: Segment | null = null;
  private readonly failed = new Set<string>();
  /** Where a picture that stands still has to be, seconds; null while it runs. */
  private resting: number | null = null;
  /** The resting place last asked for: the file may not reach it, so it is asked for once. */
  private asked: number | null = null;

  constructor(
    private readonly video: VideoElement,
    private readonly segments: readonly Segment[],
  ) {
    video.addEventListener('error', () => {
      if (!this.current) return;
      this.failed.add(this.current.segmentId);
      this.coverage.set('failed');
    });
    // Whoever drags asks for a new place while the one before is still being fetched: the last one asked for must be shown.
    video.addEventListener('seeked', () => this.rest());
  }

  /** Brings the picture to `positionMs` of the session. */
  sync(positionMs: number, playing: boolean, rate: number): void {
    const segment = segmentAt(this.segments, positionMs);
    if (segment !== this.current) this.load(segment);
    if (!segment || this.failed.has(segment.segmentId)) {
      if (!this.video.paused) this.video.pause();
      this.coverage.set(segment ? 'failed' : 'notRecorded');
      return;
    }
    this.coverage.set('recorded');
    this.align(offsetIn(segment, positionMs), playing, rate);
  }

  /** True while the picture has to load before it can go on; the transport waits for it. */
  get stalled(): boolean {
    if (this.coverage.get() !== 'recorded' || this.video.ended) return false;
    return this.video.seeking || this.video.readyState < canPlay;
  }

  stop(): void {
    this.video.pause();
  }

  private load(segment: Segment | null): void {
    this.current = segment;
    this.resting = this.asked = null;
    if (segment) this.video.src = segment.url;
  }

  private align(expected: number, playing: boolean, rate: number): void {
    const { video } = this;
    if (!playing) {
      if (!video.paused) video.pause();
      this.resting = expected;
      this.rest();
      return;
    }
    this.resting = this.asked = null;
    const drift = video.currentTime - expected;
    if (Math.abs(drift) > jumpBeyond && !video.seeking && !video.ended) video.currentTime = expected;
    const trim = Math.abs(drift) > settleWithin ? Math.max(-maxTrim, Math.min(maxTrim, drift)) : 0;
    video.playbackRate = rate * (1 - trim);
    if (video.paused && !video.ended) void video.play().catch(() => undefined);
  }

  private rest(): void {
    const { video, resting } = this;
    if (resting === null || resting === this.asked || video.seeking) return;
    this.asked = resting;
    if (Math.abs(video.currentTime - resting) > settleWithin) video.currentTime = resting;
  }
}

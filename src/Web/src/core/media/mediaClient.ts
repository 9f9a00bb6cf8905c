import { api } from '../api/client';
import { toProblem, type ProblemCode } from '../api/problem';
import type { MediaToken } from '../api/types';
import { Backoff } from '../util/backoff';
import { Store } from '../util/store';
import type { LocalMedia, LocalState } from './localMedia';
import { Peer, type PeerListener } from './peer';

/** How long ICE may be 'disconnected' before the connection is made anew: short losses heal by themselves. */
export const disconnectedToleranceMs = 2500;

export interface MediaState {
  phase: 'off' | 'connecting' | 'connected' | 'reconnecting';
  /** Why the last attempt failed; null while all is well. */
  problem: ProblemCode | null;
  /** The other person's tracks; a new stream whenever one of them is replaced. */
  remote: MediaStream;
  /** False until the other person's picture arrives, and again while it stays away. */
  remoteVideo: boolean;
}

type MakePeer = (target: MediaToken, local: LocalState, listener: PeerListener) => Peer;

/**
 * Keeps this browser's media connected for as long as the session is live: offer, and on any failure a new token and a new offer,
 * with a growing wait. The server replaces the earlier connection of the same participant.
 */
export class MediaClient {
  readonly state: Store<MediaState>;
  private peer: Peer | null = null;
  /** Grows with every attempt, so that what a discarded one still reports is ignored. */
  private attempt = 0;
  private running = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff(500, 5000);
  private unsubscribe: () => void = () => undefined;
  private readonly onOnline = () => this.again(0);

  constructor(
    private readonly sessionId: string,
    private readonly local: LocalMedia,
    private readonly makePeer: MakePeer = (target, tracks, listener) => new Peer(target, tracks, listener),
  ) {
    this.state = new Store<MediaState>({ phase: 'off', problem: null, remote: new MediaStream(), remoteVideo: false });
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.unsubscribe = this.followLocal();
    window.addEventListener('online', this.onOnline);
    this.patch({ phase: 'connecting' });
    void this.connect();
  }

  stop(): void {
    if (!this.running) return;
    this.running = false;
    this.attempt += 1;
    clearTimeout(this.timer);
    window.removeEventListener('online', this.onOnline);
    this.unsubscribe();
    this.dropPeer();
    this.patch({ phase: 'off', problem: null });
  }

  /** What the browser counts on the current connection; null without one. */
  async stats(): Promise<RTCStatsReport | null> {
    return (await this.peer?.stats()) ?? null;
  }

  private async connect(): Promise<void> {
    const attempt = ++this.attempt;
    this.dropPeer();
    try {
      const target = await api.mediaToken(this.sessionId);
      if (attempt !== this.attempt) return;
      this.peer = this.makePeer(target, this.local.state.get(), {
        track: (track) => this.attach(track, attempt),
        ice: (state) => this.onIce(state, attempt),
      });
      await this.peer.negotiate();
    } catch (error) {
      if (attempt !== this.attempt) return;
      this.patch({ problem: toProblem(error).code });
      this.again(this.backoff.next());
    }
  }

  private onIce(state: RTCIceConnectionState, attempt: number): void {
    if (attempt !== this.attempt) return;
    if (state === 'connected' || state === 'completed') {
      clearTimeout(this.timer);
      this.backoff.reset();
      this.patch({ phase: 'connected', problem: null });
    } else if (state === 'disconnected') {
      this.again(disconnectedToleranceMs);
    } else if (state === 'failed') {
      this.again(this.backoff.next());
    }
  }

  private again(waitMs: number): void {
    if (!this.running) return;
    clearTimeout(this.timer);
    if (this.state.get().phase === 'connected' && waitMs === 0) return;
    if (waitMs !== disconnectedToleranceMs) this.patch({ phase: 'reconnecting' });
    this.timer = setTimeout(() => {
      this.patch({ phase: 'reconnecting' });
      void this.connect();
    }, waitMs);
  }

  private attach(track: MediaStreamTrack, attempt: number): void {
    if (attempt !== this.attempt) return;
    const kept = this.state
      .get()
      .remote.getTracks()
      .filter((old) => old.kind !== track.kind);
    this.patch({ remote: new MediaStream([...kept, track]) });
    if (track.kind !== 'video') return;
    const follow = () => {
      if (attempt === this.attempt) this.patch({ remoteVideo: !track.muted });
    };
    track.addEventListener('mute', follow);
    track.addEventListener('unmute', follow);
    follow();
  }

  /** Camera turned off or on, microphone replaced: the sender takes the new track, no new offer. */
  private followLocal(): () => void {
    let before = this.local.state.get();
    return this.local.state.subscribe(() => {
      const now = this.local.state.get();
      if (now.video !== before.video) void this.peer?.replace('video', now.video).catch(() => this.again(0));
      if (now.audio !== before.audio) void this.peer?.replace('audio', now.audio).catch(() => this.again(0));
      before = now;
    });
  }

  private dropPeer(): void {
    this.peer?.close();
    this.peer = null;
    this.patch({ remote: new MediaStream(), remoteVideo: false });
  }

  private patch(change: Partial<MediaState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}

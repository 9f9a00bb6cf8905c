import { api } from '../api/client';
import { toProblem, type ProblemCode } from '../api/problem';
import type { MediaToken } from '../api/types';
import { Backoff } from '../util/backoff';
import { Store } from '../util/store';
import { ConnectionMeter } from './connectionMeter';
import { sentVideo, type LocalMedia, type LocalState } from './localMedia';
import { NetworkWatch } from './networkWatch';
import { Peer, type PeerListener } from './peer';
import { SilenceWatch } from './silenceWatch';

/** How long ICE may be 'disconnected' before it is restarted: short losses heal by themselves. */
export const disconnectedToleranceMs = 2500;

/** How long an ICE restart may take before the connection is made anew. */
export const restartPatienceMs = 4000;

/** ICE restarts in a row that may fail before the connection is made anew. */
const maxRestarts = 2;

/** Refusals that trying again by itself will not change. Everything else is tried again for as long as the session is live. */
const lastingRefusals: readonly ProblemCode[] = ['offerRejected', 'forbidden', 'forbiddenByPolicy', 'notSignedIn'];

export interface MediaState {
  /** `failed`: refused for good, and nothing is tried any more until the person, the network or the push channel says so. */
  phase: 'off' | 'connecting' | 'connected' | 'reconnecting' | 'failed';
  /** Since when there is no connection (ISO 8601); null while it stands, and while none is wanted. */
  since: string | null;
  /** Why it was given up; null unless `failed`. */
  problem: ProblemCode | null;
  /** The other person's tracks; a new stream whenever one of them is replaced. */
  remote: MediaStream;
  /** False until the other person's picture arrives, and again while it stays away. */
  remoteVideo: boolean;
}

type MakePeer = (target: MediaToken, local: LocalState, listener: PeerListener) => Peer;

/**
 * Keeps this browser's media connected for as long as the session is live: an offer; when the network changes or falls silent an ICE
 * restart, which keeps keys and streams; when that does not help a new token and a new offer, with a growing wait. The server replaces
 * the earlier connection of the same participant.
 */
export class MediaClient {
  readonly state: Store<MediaState>;
  /** How well the connection carries the call. */
  readonly meter = new ConnectionMeter(() => this.stats());
  private readonly silence = new SilenceWatch(
    () => this.stats(),
    () => (this.state.get().phase === 'connected' ? this.verify() : Promise.resolve()),
  );
  private peer: Peer | null = null;
  /** Grows with every attempt, so that what a discarded one still reports is ignored. */
  private attempt = 0;
  private running = false;
  /** ICE restarts since the connection last stood. */
  private restarts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff(500, 5000);
  private unsubscribe: () => void = () => undefined;
  private readonly network = new NetworkWatch(() => {
    if (this.peer?.isAnswered) void this.restart();
    else this.again(0);
  });

  constructor(
    private readonly sessionId: string,
    private readonly local: LocalMedia,
    private readonly makePeer: MakePeer = (target, tracks, listener) => new Peer(target, tracks, listener),
  ) {
    this.state = new Store<MediaState>({ phase: 'off', since: null, problem: null, remote: new MediaStream(), remoteVideo: false });
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.unsubscribe = this.followLocal();
    this.network.start();
    this.enter('connecting');
    this.meter.start();
    this.silence.start();
    void this.connect();
  }

  stop(): void {
    if (!this.running) return;
    this.running = false;
    this.attempt += 1;
    clearTimeout(this.timer);
    this.network.stop();
    this.unsubscribe();
    this.meter.stop();
    this.silence.stop();
    this.dropPeer();
    this.enter('off');
  }

  /** What the browser counts on the current connection; null without one. */
  async stats(): Promise<RTCStatsReport | null> {
    return (await this.peer?.stats()) ?? null;
  }

  /** For when it was given up and there is reason to hope: the person asks for it, or the push channel is back. */
  tryAgain(): void {
    if (this.state.get().phase === 'failed') this.again(0);
  }

  /**
   * For when the push channel broke and is back, or nothing arrives any more: a gateway may have died, and with it our connection, which ICE would
   * notice seconds later. Where nobody can tell, ICE will.
   */
  async verify(): Promise<void> {
    const attempt = this.attempt;
    if (!this.running || !this.peer?.isAnswered) return;
    try {
      const known = await this.peer.isKnown(await api.mediaToken(this.sessionId));
      if (known || attempt !== this.attempt) return;
      this.enter('reconnecting');
      void this.connect();
    } catch {
      // ICE will tell.
    }
  }

  private async connect(): Promise<void> {
    const attempt = ++this.attempt;
    this.restarts = 0;
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
      const { code } = toProblem(error);
      if (lastingRefusals.includes(code)) this.enter('failed', code);
      else this.again(this.backoff.next());
    }
  }

  private onIce(state: RTCIceConnectionState, attempt: number): void {
    if (attempt !== this.attempt) return;
    if (state === 'connected' || state === 'completed') {
      clearTimeout(this.timer);
      this.backoff.reset();
      this.restarts = 0;
      this.enter('connected');
    } else if (state === 'disconnected') {
      this.recover(disconnectedToleranceMs);
    } else if (state === 'failed') {
      this.recover(0);
    }
  }

  private recover(waitMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.enter('reconnecting');
      if (this.restarts < maxRestarts) void this.restart();
      else this.again(this.backoff.next());
    }, waitMs);
  }

  /** The network may be another one: the same connection looks for a new path. A new connection follows when that fails. */
  private async restart(): Promise<void> {
    const attempt = this.attempt;
    this.restarts += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(0), restartPatienceMs);
    try {
      const target = await api.mediaToken(this.sessionId);
      if (attempt === this.attempt) await this.peer?.restart(target);
    } catch (error) {
      if (attempt === this.attempt) this.afterFailedRestart(toProblem(error).code);
    }
  }

  private afterFailedRestart(problem: ProblemCode): void {
    // The network has changed, and what we have still stands.
    if (this.state.get().phase === 'connected') return;
    if (problem !== 'network') {
      this.again(0);
      return;
    }
    // Nobody was asked: the server still has the connection, for as long as it waits for us.
    this.restarts -= 1;
    this.recover(this.backoff.next());
  }

  private again(waitMs: number): void {
    if (!this.running) return;
    clearTimeout(this.timer);
    if (this.state.get().phase === 'connected' && waitMs === 0) return;
    this.enter('reconnecting');
    this.timer = setTimeout(() => void this.connect(), waitMs);
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

  /** Camera turned off or on, screen shared, microphone replaced: the sender takes the new track, no new offer. */
  private followLocal(): () => void {
    let before = this.local.state.get();
    return this.local.state.subscribe(() => {
      const now = this.local.state.get();
      if (sentVideo(now) !== sentVideo(before)) void this.peer?.replace('video', sentVideo(now)).catch(() => this.again(0));
      if (now.audio !== before.audio) void this.peer?.replace('audio', now.audio).catch(() => this.again(0));
      before = now;
    });
  }

  private dropPeer(): void {
    this.peer?.close();
    this.peer = null;
    this.patch({ remote: new MediaStream(), remoteVideo: false });
  }

  private enter(phase: MediaState['phase'], problem: ProblemCode | null = null): void {
    const wanted = phase !== 'off' && phase !== 'connected';
    this.patch({ phase, problem, since: wanted ? (this.state.get().since ?? new Date().toISOString()) : null });
  }

  private patch(change: Partial<MediaState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}

import { AffectFeed } from '../affect/affectFeed';
import { api } from '../api/client';
import type { Sending, SessionView, TalkNow } from '../api/types';
import type { ToldPicture } from '../media/quality';
import { Store } from '../util/store';
import { SessionHub } from './hub';
import { initialSession, reduceSession, sessionClock, type SessionEvent, type SessionState } from './sessionState';

/** One session as this browser follows it: state, clock, affect samples, and the hub that feeds them. */
export class SessionConnection {
  readonly state = new Store<SessionState>(initialSession);
  readonly affect = new AffectFeed();
  /** Null until something was heard. */
  readonly talk = new Store<TalkNow | null>(null);
  /** What the server said last of how much of the picture comes through, and when; it says so again and again while that is not all of it. */
  readonly picture = new Store<ToldPicture | null>(null);
  private readonly hub: SessionHub;

  constructor(
    readonly sessionId: string,
    initial?: SessionView,
  ) {
    if (initial) this.show(initial);
    this.hub = new SessionHub(sessionId, {
      session: (view) => this.show(view),
      affect: (samples) => this.affect.push(samples),
      talk: (talk) => this.talk.set(talk),
      picture: (picture) => this.picture.set({ picture, at: performance.now() }),
      link: (link) => this.dispatch({ type: 'link', link, at: new Date().toISOString() }),
      lastSequence: () => this.affect.ring.lastSequence,
    });
  }

  start(): void {
    this.hub.start();
  }

  stop(): void {
    this.affect.dispose();
    this.hub.stop();
  }

  /** The person leaves on purpose; `start` brings them back. */
  leave(): void {
    this.hub.leave();
  }

  /** Tells the other side whether this one's camera and microphone are on. */
  tell(sending: Sending): void {
    this.hub.tell(sending);
  }

  /** Takes in a view that came by another way (a REST answer). */
  show(view: SessionView): void {
    this.dispatch({ type: 'view', view, now: performance.now() });
  }

  /** Reads the session anew: for the caller's own commands, so that they show even while the hub is away. */
  async refresh(): Promise<void> {
    this.show(await api.session(this.sessionId));
  }

  /** The session clock now, milliseconds; null before the session is live. */
  clock(): number | null {
    return sessionClock(this.state.get(), performance.now());
  }

  private dispatch(event: SessionEvent): void {
    this.state.update((state) => reduceSession(state, event));
  }
}

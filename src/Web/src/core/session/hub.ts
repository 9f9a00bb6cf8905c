import { HttpError, HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';
import type { AffectSample, Sending, SessionView, TalkNow, ViewedPicture } from '../api/types';
import { Backoff } from '../util/backoff';
import type { Link } from './sessionState';

/** What the hub tells. */
export interface HubListener {
  session(view: SessionView): void;
  affect(samples: AffectSample[]): void;
  talk(talk: TalkNow): void;
  picture(picture: ViewedPicture): void;
  link(link: Link): void;
  /** Sequence of the last sample seen; the hub sends what came after it when it re-joins. */
  lastSequence(): number;
}

interface JoinAnswer {
  session: SessionView;
  affect: AffectSample[] | null;
}

/**
 * The push channel of one session. It stays joined until `stop`: SignalR's own reconnect first (fast), then starting anew with a
 * growing wait, for as long as it takes. Each time it joins again from the last sample seen.
 */
export class SessionHub {
  private readonly connection: HubConnection;
  private readonly backoff = new Backoff(500, 5000);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = true;
  private stopping: Promise<void> = Promise.resolve();
  private sending: Sending | null = null;

  constructor(
    private readonly sessionId: string,
    private readonly listener: HubListener,
    connection?: HubConnection,
  ) {
    this.connection = connection ?? newConnection();
    this.connection.on('session', (view: SessionView) => listener.session(view));
    this.connection.on('affect', (samples: AffectSample[]) => listener.affect(samples));
    this.connection.on('talk', (talk: TalkNow) => listener.talk(talk));
    this.connection.on('picture', (picture: ViewedPicture) => listener.picture(picture));
    this.connection.onreconnecting(() => listener.link('reconnecting'));
    this.connection.onreconnected(() => void this.join());
    this.connection.onclose(() => this.retry());
  }

  /** Joins, and stays joined until `stop`. May be called again after it. */
  start(): void {
    this.stopped = false;
    void this.stopping.then(() => this.connect());
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.stopping = this.connection.stop();
  }

  /** Leaves on purpose, which the other side is told; `start` comes back. */
  leave(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.stopping = this.connection
      .invoke('Leave')
      .catch(() => undefined)
      .then(() => this.connection.stop());
  }

  /** Tells the other side what this one sends, now and after every re-join. */
  tell(sending: Sending): void {
    this.sending = sending;
    if (this.connection.state === HubConnectionState.Connected) void this.tellNow();
  }

  private async connect(): Promise<void> {
    if (this.stopped || this.connection.state !== HubConnectionState.Disconnected) return;
    try {
      await this.connection.start();
    } catch (error) {
      this.retry(error instanceof HttpError && error.statusCode === 401 ? 'signedOut' : 'reconnecting');
      return;
    }
    await this.join();
  }

  private async join(): Promise<void> {
    try {
      const answer = await this.connection.invoke<JoinAnswer>('Join', this.sessionId, this.listener.lastSequence());
      this.backoff.reset();
      this.listener.link('connected');
      this.listener.session(answer.session);
      this.listener.affect(answer.affect ?? []);
      await this.tellNow();
    } catch {
      // Refused or cut off in between: leave and come back, so that one path handles every failure.
      if (!this.stopped) await this.connection.stop();
    }
  }

  /** A sign that is lost is told again with the next change, or when the channel is back. */
  private async tellNow(): Promise<void> {
    if (this.sending) await this.connection.invoke('Tell', this.sending).catch(() => undefined);
  }

  /** Also after a sign-out: signing in again in another tab brings this one back. */
  private retry(link: Link = 'reconnecting'): void {
    if (this.stopped) return;
    this.listener.link(link);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), this.backoff.next());
  }
}

function newConnection(): HubConnection {
  const connection = new HubConnectionBuilder()
    .withUrl('/hubs/session')
    .withAutomaticReconnect([0, 500, 1000, 2000])
    .configureLogging(LogLevel.None)
    .build();
  // The server says something every 5 s.
  connection.serverTimeoutInMilliseconds = 11_000;
  connection.keepAliveIntervalInMilliseconds = 5_000;
  return connection;
}

import { Store } from '../util/store';
import { gradeOf, pictureNow, totalsOf, type Quality, type ToldPicture, type Totals } from './quality';

const everyMs = 2000;

/** A better grade must last this many looks before it is shown; a worse one shows at the second. */
const betterAfter = 3;
const worseAfter = 2;

const rank = { good: 0, weak: 1, poor: 2 };

/** Watches the statistics of a call and grades the connection; calm, so that a sign of it does not flicker. */
export class ConnectionMeter {
  /** Null until there is something to say. */
  readonly state = new Store<Quality | null>(null);
  private before: Totals | null = null;
  private told: ToldPicture | null = null;
  private candidate: Quality | null = null;
  private seen = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly stats: () => Promise<RTCStatsReport | null>) {}

  /** Takes what the server says of our way from it: it sends less where that carries less, and then nothing is missing in our statistics. */
  tell(told: ToldPicture | null): void {
    this.told = told;
  }

  start(): void {
    this.timer ??= setInterval(() => void this.look(), everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.before = this.candidate = null;
    this.state.set(null);
  }

  private async look(): Promise<void> {
    // A connection that is just being closed has no statistics.
    const report = await this.stats().catch(() => null);
    if (this.timer === undefined) return;
    const now = report && totalsOf(report);
    // Fewer packets than before: another connection.
    if (this.before && now && now.received >= this.before.received) {
      this.take(gradeOf(this.before, now, pictureNow(this.told, performance.now())));
    }
    this.before = now;
  }

  private take(quality: Quality): void {
    const shown = this.state.get();
    if (quality.grade === shown?.grade) {
      this.candidate = null;
      this.state.set(quality);
      return;
    }
    this.seen = this.candidate?.grade === quality.grade ? this.seen + 1 : 1;
    this.candidate = quality;
    const needed = shown && rank[quality.grade] > rank[shown.grade] ? worseAfter : betterAfter;
    if (shown === null || this.seen >= needed) this.state.set(quality);
  }
}

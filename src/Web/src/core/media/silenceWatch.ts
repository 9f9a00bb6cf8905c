/** How often the connection is looked at. */
export const lookEveryMs = 1000;

/**
 * Notices within two looks that nothing arrives on a connection. The server always has something to say to one that stands (reports on what it gets,
 * several times a second), so silence means that the way is gone, or the server with it. ICE needs some seconds more to see that.
 */
export class SilenceWatch {
  private before: number | null = null;
  private looking = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** @param onSilent Called at every look while the silence lasts, one call at a time. */
  constructor(
    private readonly stats: () => Promise<RTCStatsReport | null>,
    private readonly onSilent: () => Promise<void>,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.look(), lookEveryMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.before = null;
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const report = await this.stats();
      const now = report && bytesReceived(report);
      const silent = now === this.before && now !== null && now > 0;
      this.before = now;
      if (silent && this.timer !== undefined) await this.onSilent();
    } catch {
      // A connection that is just being closed has no statistics.
    } finally {
      this.looking = false;
    }
  }
}

/** Everything but STUN that came over the connection so far (W3C WebRTC Statistics). */
function bytesReceived(report: Iterable<[string, unknown]>): number {
  let total = 0;
  for (const [, entry] of report) {
    const { type, bytesReceived: bytes } = entry as { type?: string; bytesReceived?: number };
    if (type === 'candidate-pair') total += bytes ?? 0;
  }
  return total;
}

/** Waiting times of a retry: doubles from `firstMs` to at most `maxMs`. No jitter: at most a handful of clients share a session. */
export class Backoff {
  private attempt = 0;

  constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
  ) {}

  /** How long to wait before the next attempt, milliseconds. */
  next(): number {
    const wait = Math.min(this.maxMs, this.firstMs * 2 ** this.attempt);
    this.attempt += 1;
    return wait;
  }

  /** To be called after a success. */
  reset(): void {
    this.attempt = 0;
  }
}

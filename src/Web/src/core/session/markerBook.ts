import { toProblem } from '../api/problem';
import type { Marker } from '../api/types';
import { Backoff } from '../util/backoff';
import { newId } from '../util/ids';
import { Store } from '../util/store';

export interface MarkersPort {
  put(marker: Marker): Promise<unknown>;
  delete(markerId: string): Promise<unknown>;
}

type Change = { marker: Marker } | { marker: null };

/**
 * Markers, shown at once and sent behind. Each carries an id of this client's making, so sending one again changes nothing: what
 * fails is retried until the server has it.
 */
export class MarkerBook {
  readonly markers = new Store<Marker[]>([]);
  private server: readonly Marker[] = [];
  private readonly pending = new Map<string, Change>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(private readonly port: MarkersPort) {}

  /** Takes in what the server has. */
  sync(markers: readonly Marker[]): void {
    this.server = markers;
    this.show();
  }

  add(atMs: number, categoryId: string | null = null): Marker {
    const marker: Marker = { id: newId(), atMs, label: '', categoryId };
    this.change(marker.id, { marker });
    return marker;
  }

  rename(id: string, label: string): void {
    const marker = this.markers.get().find((candidate) => candidate.id === id);
    if (marker && marker.label !== label) this.change(id, { marker: { ...marker, label } });
  }

  /** Gives a marker another category; null takes it away. */
  categorise(id: string, categoryId: string | null): void {
    const marker = this.markers.get().find((candidate) => candidate.id === id);
    if (marker && marker.categoryId !== categoryId) this.change(id, { marker: { ...marker, categoryId } });
  }

  /** Makes a marker of a suggestion, under the suggestion's own id: the server then knows that it was kept. */
  accept(id: string, atMs: number, label: string): void {
    this.change(id, { marker: { id, atMs, label, categoryId: null } });
  }

  remove(id: string): void {
    this.change(id, { marker: null });
  }

  dispose(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  private change(id: string, change: Change): void {
    this.pending.set(id, change);
    this.show();
    void this.send(id, change, new Backoff(1000, 10_000));
  }

  private async send(id: string, change: Change, backoff: Backoff): Promise<void> {
    if (this.pending.get(id) !== change) return;
    try {
      await (change.marker ? this.port.put(change.marker) : this.port.delete(id));
      this.settle(id, change);
    } catch (error) {
      if (!toProblem(error).retryable) {
        this.forget(id, change);
        return;
      }
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        void this.send(id, change, backoff);
      }, backoff.next());
      this.timers.add(timer);
    }
  }

  /** The server has it: keep showing it until its next view says the same. */
  private settle(id: string, change: Change): void {
    if (this.pending.get(id) !== change) return;
    this.server = [...this.server.filter((marker) => marker.id !== id), ...(change.marker ? [change.marker] : [])];
    this.pending.delete(id);
    this.show();
  }

  private forget(id: string, change: Change): void {
    if (this.pending.get(id) !== change) return;
    this.pending.delete(id);
    this.show();
  }

  private show(): void {
    const byId = new Map(this.server.map((marker) => [marker.id, marker]));
    for (const [id, { marker }] of this.pending) {
      if (marker) byId.set(id, marker);
      else byId.delete(id);
    }
    this.markers.set(
      keepingSame(
        this.markers.get(),
        [...byId.values()].sort((a, b) => a.atMs - b.atMs),
      ),
    );
  }
}

const same = (a: Marker | undefined, b: Marker): a is Marker =>
  a !== undefined && a.atMs === b.atMs && a.label === b.label && (a.categoryId ?? null) === (b.categoryId ?? null);

/** The next list, in which whatever did not change is the very object that it was, so that nothing is rendered again for it. */
function keepingSame(before: Marker[], next: Marker[]): Marker[] {
  const known = new Map(before.map((marker) => [marker.id, marker]));
  const kept = next.map((marker) => {
    const old = known.get(marker.id);
    return same(old, marker) ? old : marker;
  });
  return kept.length === before.length && kept.every((marker, i) => marker === before[i]) ? before : kept;
}

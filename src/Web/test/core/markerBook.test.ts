import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../src/core/api/problem';
import type { Marker } from '../../src/core/api/types';
import { MarkerBook } from '../../src/core/session/markerBook';

describe('marker book', () => {
  let fail: ApiProblem | null;
  let sent: (Marker | string)[];
  let book: MarkerBook;
  const answer = (what: Marker | string) => {
    sent.push(what);
    return fail ? Promise.reject(fail) : Promise.resolve();
  };

  beforeEach(() => {
    vi.useFakeTimers();
    fail = null;
    sent = [];
    book = new MarkerBook({ put: answer, delete: answer });
  });
  afterEach(() => void vi.useRealTimers());

  it('shows a marker before the server has it', () => {
    book.add(1235);
    expect(book.markers.get()).toMatchObject([{ atMs: 1235, label: '' }]);
  });

  it('keeps what the server’s next view does not change as it is, so that it is not rendered again', () => {
    const [one, two] = [
      { id: 'm1', atMs: 1000, label: 'a', categoryId: null },
      { id: 'm2', atMs: 2000, label: 'b' },
    ];
    book.sync([one, two]);
    const before = book.markers.get();
    book.sync([{ ...one }, { ...two, categoryId: null }]);
    expect(book.markers.get()).toBe(before);
    book.sync([{ ...one }, { ...two, label: 'c' }]);
    expect(book.markers.get()[0]).toBe(before[0]);
    expect(book.markers.get()[1]).toMatchObject({ label: 'c' });
  });

  it('sends a marker again, under the same id, until the server has it', async () => {
    fail = new ApiProblem('network', 0);
    const { id } = book.add(1000);
    await vi.advanceTimersByTimeAsync(1000);
    fail = null;
    await vi.advanceTimersByTimeAsync(2000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((marker) => (marker as Marker).id))).toEqual(new Set([id]));
  });

  it('does not double a marker that the session’s next view brings', async () => {
    const marker = book.add(1000);
    await vi.advanceTimersByTimeAsync(0);
    book.sync([marker]);
    expect(book.markers.get()).toHaveLength(1);
  });

  it('keeps a rename that is under way over an older view', () => {
    const marker = { id: 'm1', atMs: 5, label: '' };
    book.sync([marker]);
    book.rename('m1', 'Sister');
    book.sync([marker]);
    expect(book.markers.get()).toMatchObject([{ label: 'Sister' }]);
  });

  it('removes at once and brings back what the server refuses to delete', async () => {
    book.sync([{ id: 'm1', atMs: 5, label: '' }]);
    fail = new ApiProblem('wrongPhase', 409);
    book.remove('m1');
    expect(book.markers.get()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(book.markers.get()).toHaveLength(1);
  });

  it('gives a marker its category and another one', () => {
    const { id } = book.add(1000, 'insight');
    expect(book.markers.get()).toMatchObject([{ categoryId: 'insight' }]);
    book.categorise(id, 'risk');
    expect(sent.at(-1)).toMatchObject({ id, categoryId: 'risk' });
  });

  it('makes a marker of a suggestion under the suggestion’s own id', () => {
    book.accept('s-3-95000', 95_000, 'Nobody spoke for 16 s');
    expect(book.markers.get()).toEqual([{ id: 's-3-95000', atMs: 95_000, label: 'Nobody spoke for 16 s', categoryId: null }]);
  });
});

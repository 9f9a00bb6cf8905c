import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../src/core/api/problem';
import type { Note } from '../../src/core/api/types';
import { NoteDrafts } from '../../src/core/notes/noteDrafts';
import { autosaveDelayMs, NotesQueue } from '../../src/core/notes/notesQueue';
import { settle } from '../fixtures';

type Body = { atMs: number; text: string; baseRevision: number };

/** A server that keeps revisions, and can be told to fail. */
class FakeNotes {
  readonly notes = new Map<string, Note>();
  readonly saves: (Body & { id: string; keepalive: boolean })[] = [];
  fail: ApiProblem | null = null;
  /** Saves that wait until they are let go. */
  hold: Promise<void> | null = null;

  load = () => Promise.resolve([...this.notes.values()]);

  save = async (id: string, body: Body, keepalive: boolean): Promise<Note> => {
    this.saves.push({ id, ...body, keepalive });
    if (this.hold) await this.hold;
    if (this.fail) throw this.fail;
    if ((this.notes.get(id)?.revision ?? 0) !== body.baseRevision) throw new ApiProblem('conflict', 409);
    const note = { id, atMs: body.atMs, text: body.text, revision: body.baseRevision + 1, updatedAt: '' };
    this.notes.set(id, note);
    return note;
  };
}

const pass = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
};

describe('notes queue', () => {
  let server: FakeNotes;
  let queue: NotesQueue;
  const open = () => new NotesQueue(server, new NoteDrafts('s1', sessionStorage));
  const statusOf = (id: string) => queue.notes.get().find((note) => note.id === id)?.status;

  beforeEach(() => {
    vi.useFakeTimers();
    sessionStorage.clear();
    server = new FakeNotes();
    queue = open();
  });
  afterEach(() => void vi.useRealTimers());

  it('saves once after a pause in typing', async () => {
    const id = queue.create(4000);
    for (const text of ['H', 'He', 'Hello']) {
      queue.edit(id, text);
      await pass(autosaveDelayMs - 100);
    }
    expect(server.saves).toHaveLength(0);
    await pass(100);
    expect(server.saves).toEqual([{ id, atMs: 4000, text: 'Hello', baseRevision: 0, keepalive: false }]);
    expect(statusOf(id)).toBe('saved');
  });

  it('does not send an empty note that was only opened', async () => {
    queue.create(0);
    await pass(10_000);
    expect(server.saves).toHaveLength(0);
  });

  it('sends what was typed while a save was under way, on the new revision', async () => {
    let release: () => void = () => undefined;
    server.hold = new Promise((resolve) => (release = resolve));
    const id = queue.create(0);
    queue.edit(id, 'one');
    await pass(autosaveDelayMs);
    queue.edit(id, 'one two');
    await pass(autosaveDelayMs);
    expect(server.saves).toHaveLength(1);
    server.hold = null;
    release();
    await pass(autosaveDelayMs);
    expect(server.notes.get(id)).toMatchObject({ text: 'one two', revision: 2 });
    expect(statusOf(id)).toBe('saved');
  });

  it('retries while the network is away, and keeps the text in this tab until it is saved', async () => {
    server.fail = new ApiProblem('network', 0);
    const id = queue.create(0);
    queue.edit(id, 'kept');
    await pass(autosaveDelayMs);
    expect(statusOf(id)).toBe('retrying');
    expect(sessionStorage.getItem('psycare.note-drafts.s1')).toContain('kept');
    await pass(1000);
    expect(server.saves).toHaveLength(2);
    server.fail = null;
    await pass(2000);
    expect(statusOf(id)).toBe('saved');
    expect(sessionStorage.getItem('psycare.note-drafts.s1')).toBeNull();
  });

  it('brings an unsaved note back after a reload', async () => {
    server.fail = new ApiProblem('unavailable', 503);
    const id = queue.create(7000);
    queue.edit(id, 'written before the reload');
    await pass(autosaveDelayMs);
    server.fail = null;
    queue = open();
    await queue.load();
    expect(queue.notes.get()).toMatchObject([{ id, atMs: 7000, text: 'written before the reload', status: 'dirty' }]);
    await pass(autosaveDelayMs);
    expect(server.notes.get(id)?.text).toBe('written before the reload');
  });

  it('never puts a note into localStorage', async () => {
    const id = queue.create(0);
    queue.edit(id, 'secret');
    await pass(autosaveDelayMs);
    expect(localStorage).toHaveLength(0);
  });

  it('stops at a conflict and lets the person choose their own text', async () => {
    const id = queue.create(0);
    queue.edit(id, 'mine');
    server.notes.set(id, { id, atMs: 0, text: 'theirs', revision: 3, updatedAt: '' });
    await pass(autosaveDelayMs);
    expect(statusOf(id)).toBe('conflict');
    await queue.resolve(id, 'mine');
    expect(server.notes.get(id)).toMatchObject({ text: 'mine', revision: 4 });
    expect(statusOf(id)).toBe('saved');
  });

  it('takes the other text of a conflict when that is chosen', async () => {
    const id = queue.create(0);
    queue.edit(id, 'mine');
    server.notes.set(id, { id, atMs: 0, text: 'theirs', revision: 3, updatedAt: '' });
    await pass(autosaveDelayMs);
    await queue.resolve(id, 'theirs');
    expect(queue.notes.get()).toMatchObject([{ text: 'theirs', baseRevision: 3, status: 'saved' }]);
  });

  it('sees no conflict where only the answer to a save was lost', async () => {
    const id = queue.create(0);
    queue.edit(id, 'same');
    server.notes.set(id, { id, atMs: 0, text: 'same', revision: 1, updatedAt: '' });
    await pass(autosaveDelayMs);
    expect(queue.notes.get()).toMatchObject([{ status: 'saved', baseRevision: 1 }]);
  });

  it('keeps a note that is too large, says so, and saves it once it was shortened', async () => {
    server.fail = new ApiProblem('tooLarge', 413);
    const id = queue.create(0);
    queue.edit(id, 'x'.repeat(1000));
    await pass(autosaveDelayMs);
    expect(queue.notes.get()).toMatchObject([{ status: 'refused', problem: 'tooLarge' }]);
    await pass(60_000);
    expect(server.saves).toHaveLength(1);
    server.fail = null;
    queue.edit(id, 'short');
    await pass(autosaveDelayMs);
    expect(statusOf(id)).toBe('saved');
  });

  it('sends what waits at once, surviving the page, when it is disposed', async () => {
    const id = queue.create(0);
    queue.edit(id, 'last words');
    queue.dispose();
    await settle();
    expect(server.saves).toMatchObject([{ id, text: 'last words', keepalive: true }]);
  });

  it('ignores drafts that are not drafts', () => {
    sessionStorage.setItem('psycare.note-drafts.s1', '[{"id":1},{"nothing":true},42]');
    expect(new NoteDrafts('s1', sessionStorage).load()).toEqual([]);
    sessionStorage.setItem('psycare.note-drafts.s1', 'no json');
    expect(new NoteDrafts('s1', sessionStorage).load()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NoteBody } from '../../src/core/api/client';
import { ApiProblem } from '../../src/core/api/problem';
import type { Note } from '../../src/core/api/types';
import { NoteDrafts } from '../../src/core/notes/noteDrafts';
import { autosaveDelayMs, NotesQueue } from '../../src/core/notes/notesQueue';
import { settle } from '../fixtures';

type Body = NoteBody;

/** A server that keeps revisions, and can be told to fail. */
class FakeNotes {
  readonly notes = new Map<string, Note>();
  readonly saves: (Body & { id: string; keepalive: boolean })[] = [];
  fail: ApiProblem | null = null;
  /** Saves that wait until they are let go. */
  hold: Promise<void> | null = null;

  load = () => (this.fail?.code === 'network' ? Promise.reject(this.fail) : Promise.resolve([...this.notes.values()]));

  sign = (id: string, revision: number) => this.change(id, revision, { signedAt: '2026-11-25T10:00:00Z' });

  amend = (id: string, amendmentId: string, text: string) =>
    this.change(id, this.notes.get(id)?.revision ?? 0, { amendments: [{ id: amendmentId, text, at: '' }] });

  private change(id: string, revision: number, change: Partial<Note>): Promise<Note> {
    const note = this.notes.get(id);
    if (note?.revision !== revision) return Promise.reject(new ApiProblem('conflict', 409));
    this.notes.set(id, { ...note, ...change });
    return Promise.resolve({ ...note, ...change });
  }

  save = async (id: string, body: Body, keepalive: boolean): Promise<Note> => {
    this.saves.push({ id, ...body, keepalive });
    if (this.hold) await this.hold;
    if (this.fail) throw this.fail;
    if ((this.notes.get(id)?.revision ?? 0) !== body.baseRevision) throw new ApiProblem('conflict', 409);
    if (this.notes.get(id)?.signedAt) throw new ApiProblem('noteSigned', 409);
    const note = noteOf(id, body.text, body.baseRevision + 1, { atMs: body.atMs });
    this.notes.set(id, note);
    return note;
  };
}

const noteOf = (id: string, text: string, revision: number, change: Partial<Note> = {}): Note => {
  return { id, atMs: 0, text, revision, updatedAt: '', format: 'markdown', template: null, signedAt: null, amendments: [], ...change };
};

const pass = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
};

describe('notes queue', () => {
  let server: FakeNotes;
  let queue: NotesQueue;
  const noCrash = { save: () => undefined, adopt: () => Promise.resolve([]) };
  const open = () => new NotesQueue(server, new NoteDrafts('s1', sessionStorage), noCrash, () => 'Other window:');
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
    expect(server.saves).toEqual([{ id, atMs: 4000, text: 'Hello', baseRevision: 0, template: null, keepalive: false }]);
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

  it('brings two windows together: each ends with what both wrote', async () => {
    server.notes.set('n', noteOf('n', 'Arrives late.\n\nPlan: diary.', 1));
    const other = new NotesQueue(server, new NoteDrafts('s2', sessionStorage), noCrash, () => 'Other window:');
    await queue.load();
    await other.load();
    queue.edit('n', 'Arrives late, out of breath.\n\nPlan: diary.');
    other.edit('n', 'Arrives late.\n\nPlan: diary, call on Friday.');
    await pass(autosaveDelayMs);
    await pass(autosaveDelayMs);
    const both = 'Arrives late, out of breath.\n\nPlan: diary, call on Friday.';
    expect(server.notes.get('n')).toMatchObject({ text: both, revision: 3 });
    expect(other.notes.get()).toMatchObject([{ text: both, status: 'saved', merged: 'clean' }]);

    queue.edit('n', 'Arrives late, out of breath!\n\nPlan: diary.');
    await pass(autosaveDelayMs);
    await pass(autosaveDelayMs);
    expect(server.notes.get('n')?.text).toBe('Arrives late, out of breath!\n\nPlan: diary, call on Friday.');
  });

  it('keeps both texts where two windows wrote over the same words, and says so', async () => {
    server.notes.set('n', noteOf('n', 'Mood: flat', 1));
    await queue.load();
    queue.edit('n', 'Mood: low');
    server.notes.set('n', noteOf('n', 'Mood: euthymic', 2));
    await pass(autosaveDelayMs);
    await pass(1);
    expect(queue.notes.get()).toMatchObject([{ status: 'saved', merged: 'both' }]);
    expect(server.notes.get('n')?.text).toMatch(/Mood: low[^]*Other window:\*\* Mood: euthymic/);
    queue.settle('n');
    expect(queue.notes.get()).toMatchObject([{ merged: null, status: 'saved' }]);
  });

  it('merges what was written offline on return', async () => {
    server.notes.set('n', noteOf('n', 'one\n\ntwo', 1));
    await queue.load();
    server.fail = new ApiProblem('network', 0);
    queue.edit('n', 'one, offline\n\ntwo');
    await pass(autosaveDelayMs);
    expect(statusOf('n')).toBe('retrying');
    server.notes.set('n', noteOf('n', 'one\n\ntwo, meanwhile', 2));
    server.fail = null;
    await pass(5000);
    await pass(1000);
    expect(server.notes.get('n')?.text).toBe('one, offline\n\ntwo, meanwhile');
  });

  it('merges a draft from before a crash into what was saved since', async () => {
    server.notes.set('n', noteOf('n', 'one\n\ntwo, since', 5));
    const draft = { id: 'n', atMs: 0, text: 'one, before the crash\n\ntwo', baseRevision: 4, baseText: 'one\n\ntwo', template: null };
    const adopt = { save: () => undefined, adopt: () => Promise.resolve([draft]) };
    queue = new NotesQueue(server, new NoteDrafts('s1', sessionStorage), adopt, () => '');
    await queue.load();
    await pass(autosaveDelayMs);
    expect(server.notes.get('n')).toMatchObject({ text: 'one, before the crash\n\ntwo, since', revision: 6 });
  });

  it('keeps what was typed while the note was signed elsewhere, for an amendment', async () => {
    server.notes.set('n', noteOf('n', 'final', 1));
    await queue.load();
    queue.edit('n', 'final, and a thought');
    server.notes.set('n', noteOf('n', 'final', 1, { signedAt: '2026-11-25T10:00:00Z' }));
    await pass(autosaveDelayMs);
    expect(queue.notes.get()).toMatchObject([
      { text: 'final', leftOver: 'final, and a thought', status: 'refused', problem: 'noteSigned' },
    ]);
    queue.edit('n', 'no edit any more');
    expect(queue.notes.get()).toMatchObject([{ text: 'final' }]);
    await queue.amend('n', 'a1', 'a thought');
    expect(queue.notes.get()).toMatchObject([{ leftOver: null, status: 'saved', amendments: [{ id: 'a1', text: 'a thought' }] }]);
  });

  it('signs what stands on the page, saving it first', async () => {
    const id = queue.create(0, 'soap');
    queue.edit(id, 'all of it');
    await queue.sign(id);
    expect(server.notes.get(id)).toMatchObject({ text: 'all of it', signedAt: '2026-11-25T10:00:00Z' });
    expect(queue.notes.get()).toMatchObject([{ signedAt: '2026-11-25T10:00:00Z', status: 'saved' }]);
  });

  it('reads a note from before there was a format, and leaves it alone until it is edited', async () => {
    server.notes.set('n', noteOf('n', 'a *star*', 1, { format: 'plain' }));
    await queue.load();
    expect(queue.notes.get()).toMatchObject([{ text: 'a \\*star\\*', status: 'saved' }]);
    await pass(60_000);
    expect(server.saves).toHaveLength(0);
  });

  it('sees no conflict where only the answer to a save was lost', async () => {
    const id = queue.create(0);
    queue.edit(id, 'same');
    server.notes.set(id, noteOf(id, 'same', 1));
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

import { toProblem, type ProblemCode } from '../api/problem';
import type { Note } from '../api/types';
import { Backoff } from '../util/backoff';
import { newId } from '../util/ids';
import { Store } from '../util/store';
import type { NoteDrafts } from './noteDrafts';

/** `dirty`: typed, not sent yet. `retrying`: the server could not be reached. `conflict`: changed elsewhere. `refused`: see `problem`. */
export type NoteStatus = 'saved' | 'dirty' | 'saving' | 'retrying' | 'conflict' | 'refused';

export interface NoteItem {
  id: string;
  atMs: number;
  text: string;
  baseRevision: number;
  status: NoteStatus;
  problem: ProblemCode | null;
}

export interface NotesPort {
  load(): Promise<Note[]>;
  save(noteId: string, body: { atMs: number; text: string; baseRevision: number }, keepalive: boolean): Promise<Note>;
}

export const autosaveDelayMs = 800;

/**
 * The notes of one session, saved by themselves: a pause in typing sends the text, one request a note at a time; what cannot be sent
 * is retried until it can. A note is never dropped: unsaved text lives in the drafts until the server has it.
 */
export class NotesQueue {
  readonly notes = new Store<NoteItem[]>([]);
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly backoffs = new Map<string, Backoff>();
  private disposed = false;

  constructor(
    private readonly port: NotesPort,
    private readonly drafts: NoteDrafts,
  ) {}

  /** Reads the saved notes and lays this tab's unsaved text over them. @throws {ApiProblem} when they cannot be read. */
  async load(): Promise<void> {
    const saved = await this.port.load();
    const items = new Map(saved.map((note) => [note.id, fromServer(note)]));
    for (const draft of this.drafts.load()) {
      if (items.get(draft.id)?.text !== draft.text) items.set(draft.id, { ...draft, status: 'dirty', problem: null });
    }
    // Notes begun while this was loading are younger than anything the server knows.
    for (const item of this.notes.get()) items.set(item.id, item);
    this.notes.set([...items.values()].sort((a, b) => a.atMs - b.atMs));
    for (const item of this.notes.get()) if (item.status === 'dirty') this.schedule(item.id, autosaveDelayMs);
  }

  /** Begins an empty note at a moment of the session; it is sent once it has text. */
  create(atMs: number): string {
    const id = newId();
    this.notes.update((notes) => [...notes, { id, atMs, text: '', baseRevision: 0, status: 'saved', problem: null }]);
    return id;
  }

  edit(id: string, text: string): void {
    this.patch(id, { text, status: this.find(id)?.status === 'saving' ? 'saving' : 'dirty', problem: null });
    this.schedule(id, autosaveDelayMs);
  }

  /** Sends at once whatever waits: the field lost the focus, or the page is being closed (`keepalive`). */
  flush(keepalive = false): void {
    for (const note of this.notes.get()) {
      if (note.status === 'dirty' || note.status === 'retrying') {
        clearTimeout(this.timers.get(note.id));
        void this.send(note.id, keepalive);
      }
    }
  }

  /** After a conflict: `mine` writes this text over the other, `theirs` takes the other. */
  async resolve(id: string, keep: 'mine' | 'theirs'): Promise<void> {
    const theirs = (await this.port.load()).find((note) => note.id === id);
    if (keep === 'theirs' && theirs) {
      this.patch(id, fromServer(theirs));
      return;
    }
    this.patch(id, { baseRevision: theirs?.revision ?? 0, status: 'dirty' });
    await this.send(id, false);
  }

  /** Notes the server does not have yet. */
  get unsaved(): NoteItem[] {
    return this.notes.get().filter((note) => note.status !== 'saved');
  }

  dispose(): void {
    this.flush(true);
    this.disposed = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private async send(id: string, keepalive: boolean): Promise<void> {
    const note = this.find(id);
    if (!note || this.disposed || note.status === 'saving') return;
    this.patch(id, { status: 'saving' });
    try {
      const saved = await this.port.save(id, { atMs: note.atMs, text: note.text, baseRevision: note.baseRevision }, keepalive);
      this.backoffs.delete(id);
      const typedOn = this.find(id)?.text !== note.text;
      this.patch(id, { baseRevision: saved.revision, status: typedOn ? 'dirty' : 'saved', problem: null });
      if (typedOn) this.schedule(id, autosaveDelayMs);
    } catch (error) {
      this.failed(id, note.text, toProblem(error));
    }
  }

  private failed(id: string, sentText: string, problem: ReturnType<typeof toProblem>): void {
    const { code } = problem;
    if (code === 'conflict') return void this.compare(id, sentText);
    if (!problem.retryable) {
      this.patch(id, { status: 'refused', problem: code });
      // Shortened while the refused text was under way: the new text deserves its own attempt.
      if (this.find(id)?.text !== sentText) this.schedule(id, autosaveDelayMs);
      return;
    }
    this.patch(id, { status: 'retrying', problem: code });
    const backoff = this.backoffs.get(id) ?? new Backoff(1000, 15_000);
    this.backoffs.set(id, backoff);
    this.schedule(id, backoff.next());
  }

  /** A save whose answer was lost looks like a conflict when it is repeated: equal texts are none. */
  private async compare(id: string, sentText: string): Promise<void> {
    const theirs = await this.port.load().then(
      (notes) => notes.find((note) => note.id === id),
      () => undefined,
    );
    if (theirs?.text !== sentText) {
      this.patch(id, { status: 'conflict', problem: 'conflict' });
      return;
    }
    const typedOn = this.find(id)?.text !== sentText;
    this.patch(id, { baseRevision: theirs.revision, status: typedOn ? 'dirty' : 'saved', problem: null });
    if (typedOn) this.schedule(id, autosaveDelayMs);
  }

  private schedule(id: string, waitMs: number): void {
    clearTimeout(this.timers.get(id));
    if (this.disposed) return;
    this.timers.set(
      id,
      setTimeout(() => void this.send(id, false), waitMs),
    );
  }

  private find(id: string): NoteItem | undefined {
    return this.notes.get().find((note) => note.id === id);
  }

  private patch(id: string, change: Partial<NoteItem>): void {
    this.notes.update((notes) => notes.map((note) => (note.id === id ? { ...note, ...change } : note)));
    this.drafts.save(this.unsaved.map(({ id, atMs, text, baseRevision }) => ({ id, atMs, text, baseRevision })));
  }
}

function fromServer(note: Note): NoteItem {
  return { id: note.id, atMs: note.atMs, text: note.text, baseRevision: note.revision, status: 'saved', problem: null };
}

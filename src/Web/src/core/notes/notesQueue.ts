import { toProblem, type ApiProblem, type ProblemCode } from '../api/problem';
import type { NoteBody } from '../api/client';
import type { Amendment, Note } from '../api/types';
import { Backoff } from '../util/backoff';
import { newId } from '../util/ids';
import { Store } from '../util/store';
import type { CrashDrafts } from './crashDrafts';
import { mergeTexts } from './merge';
import type { NoteDraft, NoteDrafts } from './noteDrafts';
import { markdownOf } from './plain';

/** `dirty`: typed, not sent yet. `retrying`: the server could not be reached. `refused`: see `problem`. */
export type NoteStatus = 'saved' | 'dirty' | 'saving' | 'retrying' | 'refused';

export interface NoteItem {
  id: string;
  atMs: number;
  text: string;
  template: string | null;
  /** The server's revision that the text builds on, and what it says. */
  baseRevision: number;
  baseText: string;
  status: NoteStatus;
  problem: ProblemCode | null;
  /** What was last written elsewhere came into this text: `clean`, or with `both` texts of one place kept for the person to choose. */
  merged: 'clean' | 'both' | null;
  /** What was typed here while the note was signed elsewhere: it can become an amendment. */
  leftOver: string | null;
  signedAt: string | null;
  amendments: Amendment[];
}

export interface NotesPort {
  load(): Promise<Note[]>;
  save(noteId: string, body: NoteBody, keepalive: boolean): Promise<Note>;
  sign(noteId: string, revision: number): Promise<Note>;
  amend(noteId: string, amendmentId: string, text: string): Promise<Note>;
}

export const autosaveDelayMs = 800;

/**
 * The notes of one book of a session, saved by themselves: a pause in typing sends the text, one request a note at a time; what cannot be
 * sent is retried until it can. When somebody else saved meanwhile, the two texts are merged and sent again. A note is never dropped:
 * unsaved text lives in the drafts until the server has it.
 */
export class NotesQueue {
  readonly notes = new Store<NoteItem[]>([]);
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly backoffs = new Map<string, Backoff>();
  private disposed = false;

  constructor(
    private readonly port: NotesPort,
    private readonly drafts: NoteDrafts,
    private readonly crash: Pick<CrashDrafts, 'save' | 'adopt'>,
    /** Heads what was written elsewhere where both are kept. */
    private readonly otherLabel: () => string,
  ) {}

  /** Reads the saved notes and lays unsaved text over them: this tab's, and a crashed one's. @throws {ApiProblem} when they cannot be read. */
  async load(): Promise<void> {
    const saved = await this.port.load();
    const items = new Map(saved.map((note) => [note.id, fromServer(note)]));
    for (const draft of [...this.drafts.load(), ...(await this.crash.adopt())])
      items.set(draft.id, this.restore(draft, items.get(draft.id)));
    // Notes begun while this was loading are younger than anything the server knows.
    for (const item of this.notes.get()) if (item.status !== 'saved' || !items.has(item.id)) items.set(item.id, item);
    this.notes.set([...items.values()].sort((a, b) => a.atMs - b.atMs));
    this.keepDrafts();
    for (const item of this.notes.get()) if (item.status === 'dirty') this.schedule(item.id, autosaveDelayMs);
  }

  /** Begins a note at a moment of the session; it is sent once it is written in. */
  create(atMs: number, template: string | null = null, text = ''): string {
    const id = newId();
    this.notes.update((notes) => [...notes, { ...blank, id, atMs, template, text }]);
    return id;
  }

  edit(id: string, text: string): void {
    const note = this.find(id);
    if (!note || note.signedAt !== null || note.text === text) return;
    this.patch(id, { text, status: note.status === 'saving' ? 'saving' : 'dirty', problem: null });
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

  /** Signs and locks what stands on the page. @throws {ApiProblem} when it is not saved or was changed elsewhere. */
  async sign(id: string): Promise<void> {
    if (this.find(id)?.status !== 'saved') await this.send(id, false);
    const note = this.find(id);
    if (note?.status === 'saved') this.take(await this.port.sign(id, note.baseRevision));
  }

  /** Adds to a signed note. The id is the caller's, so that trying again adds nothing twice. */
  async amend(id: string, amendmentId: string, text: string): Promise<void> {
    this.take(await this.port.amend(id, amendmentId, text));
  }

  /** The person has read that a merge happened, or has no use for what was left over. */
  settle(id: string): void {
    this.patch(id, { merged: null, leftOver: null, ...(this.find(id)?.leftOver === null ? {} : { status: 'saved', problem: null }) });
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
    if (!note || this.disposed || note.status === 'saving' || note.signedAt !== null) return;
    const { atMs, text, baseRevision, template } = note;
    this.patch(id, { status: 'saving' });
    try {
      this.saved(id, text, await this.port.save(id, { atMs, text, baseRevision, template }, keepalive));
    } catch (error) {
      await this.failed(id, text, toProblem(error));
    }
  }

  private saved(id: string, sentText: string, saved: Note): void {
    this.backoffs.delete(id);
    const typedOn = this.find(id)?.text !== sentText;
    const change = typedOn ? { status: 'dirty' as const } : { status: 'saved' as const, text: saved.text };
    this.patch(id, { ...change, baseRevision: saved.revision, baseText: saved.text, problem: null });
    if (typedOn) this.schedule(id, autosaveDelayMs);
  }

  private async failed(id: string, sentText: string, problem: ApiProblem): Promise<void> {
    const { code } = problem;
    const theirs = code === 'conflict' || code === 'noteSigned' ? await this.loadOne(id) : null;
    if (theirs) {
      this.meet(id, sentText, theirs);
      return;
    }
    if (code !== 'conflict' && code !== 'noteSigned' && !problem.retryable) {
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

  /** The server has another revision than this text was made from: bring the two together. */
  private meet(id: string, sentText: string, theirs: Note): void {
    const mine = this.find(id);
    if (!mine) return;
    // A save whose answer was lost looks like a conflict when it is repeated: equal texts are none.
    if (theirs.text === sentText && theirs.signedAt === null) this.saved(id, sentText, theirs);
    else this.replace(this.bringTogether(mine, fromServer(theirs)));
    if (this.find(id)?.status === 'dirty') this.schedule(id, 0);
  }

  private restore(draft: NoteDraft, server: NoteItem | undefined): NoteItem {
    const mine: NoteItem = { ...blank, ...draft, status: 'dirty' };
    if (!server || (server.baseRevision === draft.baseRevision && server.signedAt === null)) return mine;
    return this.bringTogether(mine, server);
  }

  private bringTogether(mine: NoteItem, theirs: NoteItem): NoteItem {
    if (mine.text === theirs.text) return theirs;
    if (theirs.signedAt !== null) return { ...theirs, leftOver: mine.text, status: 'refused', problem: 'noteSigned' };
    const { text, bothKept } = mergeTexts(mine.baseText, mine.text, theirs.text, this.otherLabel());
    return { ...theirs, text, merged: bothKept > 0 ? 'both' : 'clean', status: text === theirs.text ? 'saved' : 'dirty' };
  }

  private loadOne(id: string): Promise<Note | null> {
    return this.port.load().then(
      (notes) => notes.find((note) => note.id === id) ?? null,
      () => null,
    );
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

  private take(note: Note): void {
    this.replace(fromServer(note));
  }

  private replace(item: NoteItem): void {
    this.notes.update((notes) => notes.map((note) => (note.id === item.id ? item : note)));
    this.keepDrafts();
  }

  private patch(id: string, change: Partial<NoteItem>): void {
    this.notes.update((notes) => notes.map((note) => (note.id === id ? { ...note, ...change } : note)));
    this.keepDrafts();
  }

  private keepDrafts(): void {
    const drafts = this.unsaved.map(({ id, atMs, text, leftOver, baseRevision, baseText, template }) => {
      return { id, atMs, text: leftOver ?? text, baseRevision, baseText, template };
    });
    this.drafts.save(drafts);
    this.crash.save(drafts);
  }
}

const blank: NoteItem = {
  id: '',
  atMs: 0,
  text: '',
  template: null,
  baseRevision: 0,
  baseText: '',
  status: 'saved',
  problem: null,
  merged: null,
  leftOver: null,
  signedAt: null,
  amendments: [],
};

function fromServer({ id, atMs, text, format, revision, template, signedAt, amendments }: Note): NoteItem {
  const markdown = format === 'plain' ? markdownOf(text) : text;
  return { ...blank, id, atMs, template, signedAt, amendments, text: markdown, baseText: markdown, baseRevision: revision };
}

/** A note as it stands in this tab, with the server's revision that it builds on. */
export interface NoteDraft {
  id: string;
  atMs: number;
  text: string;
  baseRevision: number;
  /** The text of that revision: what a merge compares with. */
  baseText: string;
  template: string | null;
}

const key = (sessionId: string) => `psycare.note-drafts.${sessionId}`;

/**
 * Unsaved notes across a reload of this tab. They are kept in sessionStorage, which ends with the tab, and only until they are saved;
 * nothing readable of a note is ever put into localStorage (`CrashDrafts` keeps a sealed copy there).
 */
export class NoteDrafts {
  constructor(
    private readonly sessionId: string,
    private readonly storage: Storage = window.sessionStorage,
  ) {}

  load(): NoteDraft[] {
    try {
      const parsed: unknown = JSON.parse(this.storage.getItem(key(this.sessionId)) ?? '[]');
      return Array.isArray(parsed) ? parsed.filter(isDraft) : [];
    } catch {
      return [];
    }
  }

  save(drafts: readonly NoteDraft[]): void {
    try {
      if (drafts.length === 0) this.storage.removeItem(key(this.sessionId));
      else this.storage.setItem(key(this.sessionId), JSON.stringify(drafts));
    } catch {
      // Storage full or forbidden: the text is still on the page, and its state says that it is not saved.
    }
  }
}

export function isDraft(value: unknown): value is NoteDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, atMs, text, baseRevision, baseText, template } = value as Record<string, unknown>;
  const isNote = typeof id === 'string' && typeof atMs === 'number' && typeof text === 'string';
  return isNote && typeof baseRevision === 'number' && typeof baseText === 'string' && (template === null || typeof template === 'string');
}

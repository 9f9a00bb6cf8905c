import { webcrypto } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CrashDrafts } from '../../src/core/notes/crashDrafts';

const draft = { id: 'n', atMs: 5, text: 'planted words', baseRevision: 1, baseText: 'words', template: null };
const key = btoa('k'.repeat(32));

describe('drafts that outlive a crash', () => {
  const open = new Set<string>();
  const window = (id: string, ownKey = key) => {
    open.add(id);
    return new CrashDrafts('s1.record', () => Promise.resolve(ownKey), { own: id, open: () => Promise.resolve(open) }, localStorage);
  };
  const stored = () => Object.keys(localStorage).length;

  beforeEach(() => {
    vi.stubGlobal('crypto', webcrypto);
    localStorage.clear();
    open.clear();
  });

  it('are sealed in the storage and taken over by the next window of the same person', async () => {
    window('a').save([draft]);
    await vi.waitFor(() => expect(stored()).toBe(1));
    expect(localStorage.getItem('psycare.sealed-drafts.s1.record.a')).not.toContain('planted');
    open.delete('a');
    const next = window('b');
    expect(await next.adopt()).toEqual([draft]);
    expect(stored()).toBe(0);
  });

  it('are left to a window that is still open, and to the person they are for', async () => {
    window('a').save([draft]);
    await vi.waitFor(() => expect(stored()).toBe(1));
    expect(await window('b').adopt()).toEqual([]);
    open.delete('a');
    expect(await window('c', btoa('x'.repeat(32))).adopt()).toEqual([]);
    expect(stored()).toBe(1);
  });

  it('are gone once the server has them', async () => {
    const drafts = window('a');
    drafts.save([draft]);
    await vi.waitFor(() => expect(stored()).toBe(1));
    drafts.save([]);
    expect(stored()).toBe(0);
  });

  it('that were altered are not taken for drafts', async () => {
    localStorage.setItem('psycare.sealed-drafts.s1.record.a', btoa('nonsense that is long enough'));
    expect(await window('b').adopt()).toEqual([]);
  });
});

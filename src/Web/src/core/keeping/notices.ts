import type { ErasureNotice } from '../api/keeping';

/** Notices that an administrator reads as one line: of one kind, one day, one therapist. */
export interface NoticeGroup {
  key: string;
  at: string;
  what: ErasureNotice['what'];
  therapistName: string | null;
  held: boolean;
  count: number;
}

/** Soonest first, as they come. */
export function groupNotices(notices: readonly ErasureNotice[]): NoticeGroup[] {
  const groups = new Map<string, NoticeGroup>();
  for (const { at, what, therapistName, held } of notices) {
    const key = [at.slice(0, 10), what, therapistName ?? '', held].join('|');
    const known = groups.get(key);
    if (known) known.count += 1;
    else groups.set(key, { key, at, what, therapistName, held, count: 1 });
  }
  return [...groups.values()];
}

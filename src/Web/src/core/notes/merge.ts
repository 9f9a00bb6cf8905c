import { diff3Merge } from 'node-diff3';

export interface Merged {
  text: string;
  /** Places where both sides had changed the same words: there both texts stand, one after the other. */
  bothKept: number;
}

const linesOf = (text: string) => text.split('\n');
const wordsOf = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];

/**
 * Brings two changed copies of a text together: line by line, and where both changed the same lines, word by word. Where both changed
 * the same words nothing is chosen: `mine` stays, and `theirs` follows as a quote under `label`, so that nothing anybody wrote is lost.
 */
export function mergeTexts(base: string, mine: string, theirs: string, label: string): Merged {
  if (mine === theirs || theirs === base) return { text: mine, bothKept: 0 };
  if (mine === base) return { text: theirs, bothKept: 0 };
  let bothKept = 0;
  const lines: string[] = [];
  for (const part of diff3Merge(linesOf(mine), linesOf(base), linesOf(theirs), { excludeFalseConflicts: true })) {
    if (part.ok) {
      lines.push(...part.ok);
      continue;
    }
    const { a, o, b } = part.conflict ?? { a: [], o: [], b: [] };
    const [ours, origin, others] = [a.join('\n'), o.join('\n'), b.join('\n')];
    const merged = mergeWords(origin, ours, others);
    if (merged === null) bothKept += 1;
    lines.push(...(merged === null ? keepBoth(ours, others, label) : linesOf(merged)));
  }
  return { text: lines.join('\n'), bothKept };
}

/** Null where both sides changed the same words, or where one deleted what the other changed. */
function mergeWords(base: string, mine: string, theirs: string): string | null {
  const parts = diff3Merge(wordsOf(mine), wordsOf(base), wordsOf(theirs), { excludeFalseConflicts: true });
  return parts.every((part) => part.ok) ? parts.flatMap((part) => part.ok ?? []).join('') : null;
}

function keepBoth(mine: string, theirs: string, label: string): string[] {
  if (theirs.trim() === '') return linesOf(mine);
  if (mine.trim() === '') return linesOf(theirs);
  return [...linesOf(mine), '', ...linesOf(`**${label}** ${theirs}`).map((line) => `> ${line}`), ''];
}

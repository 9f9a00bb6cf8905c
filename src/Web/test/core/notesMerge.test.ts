import { describe, expect, it } from 'vitest';
import { mergeTexts } from '../../src/core/notes/merge';

const merge = (base: string, mine: string, theirs: string) => mergeTexts(base, mine, theirs, 'Other window:');

describe('merging two copies of a note', () => {
  it('takes the only change there is', () => {
    expect(merge('one', 'one two', 'one')).toEqual({ text: 'one two', bothKept: 0 });
    expect(merge('one', 'one', 'one two')).toEqual({ text: 'one two', bothKept: 0 });
    expect(merge('one', 'same', 'same')).toEqual({ text: 'same', bothKept: 0 });
  });

  it('brings changes of different paragraphs together', () => {
    const base = '### S\n\nTired.\n\n### P\n\nSleep diary.';
    const mine = '### S\n\nTired, slept four hours.\n\n### P\n\nSleep diary.';
    const theirs = '### S\n\nTired.\n\n### P\n\nSleep diary, call on Friday.';
    expect(merge(base, mine, theirs)).toEqual({
      text: '### S\n\nTired, slept four hours.\n\n### P\n\nSleep diary, call on Friday.',
      bothKept: 0,
    });
  });

  it('brings changes of different words of one paragraph together', () => {
    expect(merge('She came late and tired.', 'She came early and tired.', 'She came late and calm.')).toEqual({
      text: 'She came early and calm.',
      bothKept: 0,
    });
  });

  it('chooses nothing where both changed the same words: both stand there', () => {
    const { text, bothKept } = merge('Mood: flat', 'Mood: low', 'Mood: euthymic');
    expect(bothKept).toBe(1);
    expect(text).toBe('Mood: low\n\n> **Other window:** Mood: euthymic\n');
  });

  it('keeps what one changed and the other deleted', () => {
    expect(merge('a\n\nb\n\nc', 'a\n\nb changed\n\nc', 'a\n\nc').text).toContain('b changed');
    expect(merge('a\n\nb\n\nc', 'a\n\nc', 'a\n\nb changed\n\nc').text).toContain('b changed');
  });

  it('keeps two new notes of the same id', () => {
    const { text } = merge('', 'mine', 'theirs');
    expect(text).toContain('mine');
    expect(text).toContain('theirs');
  });

  it('never loses a word that either side wrote, whatever they do to a text', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const change = (text: string, who: string, round: number) => {
      const lines = text.split('\n');
      const at = random(lines.length);
      const word = `${who}${round}`;
      if (random(3) === 0) lines.splice(at, 1);
      if (random(2) === 0) lines[at] = `${lines[at] ?? ''} ${word}`;
      else lines.splice(at, 0, word);
      return lines.join('\n');
    };
    for (let round = 0; round < 500; round += 1) {
      const base = Array.from({ length: 1 + random(6) }, (_, i) => `line ${i} of this note`).join('\n');
      const [mine, theirs] = [change(base, 'mine', round), change(base, 'theirs', round)];
      const words = merge(base, mine, theirs).text.split(/\s+/);
      for (const side of [mine, theirs]) {
        for (const word of side.split(/\s+/).filter((candidate) => /^(mine|theirs)\d/.test(candidate))) {
          expect(words, `${base}\n--\n${mine}\n--\n${theirs}`).toContain(word);
        }
      }
    }
  });
});

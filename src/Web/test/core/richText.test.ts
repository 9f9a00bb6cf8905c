import { describe, expect, it } from 'vitest';
import { markdownOf, plainOf } from '../../src/core/notes/plain';
import { parseNote, writeNote } from '../../src/core/notes/richText';

const again = (markdown: string) => writeNote(parseNote(markdown));

describe('a note as Markdown', () => {
  it.each([
    'One paragraph.\n\nAnother, *quiet* and **firm**.',
    '### Subjective\n\nTired.\n\n### Plan\n\n* sleep diary\n* call\n  * on Friday',
    '1. one\n2. two',
    '> “I can’t”',
    'one\\\ntwo',
  ])('comes back as it was written: %s', (markdown) => {
    expect(again(markdown)).toBe(markdown);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '[click](javascript:alert(1))',
    '![x](https://example.org/beacon.png)',
    '<https://example.org>',
    '&lt;b&gt;',
  ])('knows no HTML, links or pictures: %s is the characters that it is', (text) => {
    expect(parseNote(text).textContent).toBe(text);
    expect(parseNote(again(text)).textContent).toBe(text);
  });

  it('takes lines from before there was a format as they were typed', () => {
    const typed = '# 1 *not* a heading\n- not a list\n1. neither [this](x)';
    expect(parseNote(markdownOf(typed)).textBetween(0, parseNote(markdownOf(typed)).content.size, '\n')).toBe(typed);
  });

  it('is words where there is no formatting', () => {
    expect(plainOf('### Plan\n\n* call **her** back\n\n2 \\* 3')).toBe('Plan\n• call her back\n2 * 3');
  });

  it('any text is a document that is stable once written', () => {
    let seed = 11;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const alphabet = '#*_ >-+1.\n\\`[]()!<&;ab~|=';
    for (let round = 0; round < 400; round += 1) {
      const text = Array.from({ length: random(60) }, () => alphabet[random(alphabet.length)]).join('');
      const doc = parseNote(text);
      expect(parseNote(writeNote(doc)).textContent, JSON.stringify(text)).toBe(doc.textContent);
    }
  });
});

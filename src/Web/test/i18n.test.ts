import { describe, expect, it } from 'vitest';
import { problemCodes } from '../src/core/api/problem';
import { actionUnits, emotions } from '../src/core/api/types';
import { en } from '../src/i18n/en';
import { it as italian } from '../src/i18n/it';

/** Every leaf as `path -> text`. */
function leaves(dictionary: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(dictionary)) {
    const path = prefix + key;
    if (typeof value === 'string') found.set(path, value);
    else for (const [inner, text] of leaves(value as object, `${path}.`)) found.set(inner, text);
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('dictionaries', () => {
  const [english, translated] = [leaves(en), leaves(italian)];

  it('have the same keys', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have no empty text', () => {
    for (const [path, text] of [...english, ...translated]) expect(text.trim(), path).not.toBe('');
  });

  it('fill in the same things', () => {
    for (const [path, text] of english) expect(placeholders(translated.get(path) ?? ''), path).toEqual(placeholders(text));
  });

  it('are really translated', () => {
    const words = (text: string) => text.replace(/\{\{\w+\}\}/g, '');
    const same = [...english].filter(([path, text]) => translated.get(path) === text && words(text).length > 12);
    // "Action Unit 12, ...": the term of the field is the same in Italian.
    expect(same.map(([path]) => path)).toEqual(['affect.unit']);
  });

  it.each([
    ['English', en],
    ['Italian', italian],
  ])('%s has words for every problem, Action Unit and emotion', (_, dictionary) => {
    for (const code of problemCodes) expect(dictionary.error[code]).toBeTruthy();
    for (const unit of actionUnits) expect(dictionary.affect.au[unit]).toBeTruthy();
    for (const emotion of emotions) expect(dictionary.affect.emotion[emotion]).toBeTruthy();
  });
});

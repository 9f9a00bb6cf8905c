import { describe, expect, it } from 'vitest';
import { moved } from '../../src/core/notes/order';

describe('moving in a list', () => {
  it.each([
    [1, -1, ['b', 'a', 'c']],
    [1, 1, ['a', 'c', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 1, ['a', 'b', 'c']],
  ] as const)('item %i by %i', (at, by, expected) => {
    expect(moved(['a', 'b', 'c'], at, by)).toEqual(expected);
  });
});

import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../src/core/api/problem';
import { useSharedEdit } from '../../src/hooks/useSharedEdit';

interface Kept {
  days: number;
  notice: number;
}

const stored: Kept = { days: 30, notice: 14 };
const theirs: Kept = { days: 60, notice: 7 };
const save = vi.fn<(wanted: Kept, seen: Kept) => Promise<Kept>>();
const load = () => Promise.resolve(theirs);
const show = vi.fn();
let edit: ReturnType<typeof useSharedEdit<Kept>>;

function Form({ tell }: { tell: (now: typeof edit) => void }) {
  tell(useSharedEdit(stored, { save, load, show }));
  return null;
}

describe('an edit of what several people may edit', () => {
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    act(() => createRoot(document.createElement('div')).render(createElement(Form, { tell: (now) => (edit = now) })));
  });

  it('says what this person had before them, which is what was saved last', async () => {
    save.mockImplementation((wanted) => Promise.resolve(wanted));
    const [first, second] = [
      { ...stored, days: 31 },
      { ...stored, days: 32 },
    ];
    await act(() => edit.run(first));
    expect(save).toHaveBeenLastCalledWith(first, stored);
    expect(edit).toMatchObject({ saved: first, said: true, problem: null });
    act(() => edit.touch());
    expect(edit.said).toBe(false);
    await act(() => edit.run(second));
    expect(save).toHaveBeenLastCalledWith(second, first);
  });

  it('names what somebody else changed meanwhile, keeps what was entered, and shows theirs of the rest', async () => {
    save.mockRejectedValueOnce(new ApiProblem('conflict', 409, undefined, ['days']));
    const mine = { ...stored, days: 90 };
    await act(() => edit.run(mine));
    expect(show).toHaveBeenLastCalledWith({ days: 90, notice: 7 }, theirs);
    expect(edit).toMatchObject({ saved: theirs, said: false, problem: { code: 'overtaken', fields: ['days'] } });
    save.mockImplementation((wanted) => Promise.resolve(wanted));
    await act(() => edit.run({ days: 90, notice: 7 }));
    expect(save).toHaveBeenLastCalledWith({ days: 90, notice: 7 }, theirs);
  });

  it('keeps the form as it is where the save failed for another reason', async () => {
    show.mockClear();
    save.mockRejectedValue(new ApiProblem('network', 0));
    await act(() => edit.run({ ...stored, days: 90 }));
    expect(show).not.toHaveBeenCalled();
    expect(edit).toMatchObject({ saved: stored, problem: { code: 'network' } });
  });
});

import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../src/core/api/problem';
import { useSharedEdit } from '../../src/hooks/useSharedEdit';

const save = vi.fn<(wanted: string, seen: string) => Promise<string>>();
const load = () => Promise.resolve('theirs');
const show = vi.fn();
let edit: ReturnType<typeof useSharedEdit<string>>;

function Form({ tell }: { tell: (now: typeof edit) => void }) {
  tell(useSharedEdit('stored', { save, load, show }));
  return null;
}

describe('an edit of what several people may edit', () => {
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    act(() => createRoot(document.createElement('div')).render(createElement(Form, { tell: (now) => (edit = now) })));
  });

  it('says what this person had before them, which is what was saved last', async () => {
    save.mockImplementation((wanted) => Promise.resolve(wanted));
    await act(() => edit.run('first'));
    expect(save).toHaveBeenLastCalledWith('first', 'stored');
    expect(edit).toMatchObject({ saved: 'first', said: true, problem: null });
    act(() => edit.touch());
    expect(edit.said).toBe(false);
    await act(() => edit.run('second'));
    expect(save).toHaveBeenLastCalledWith('second', 'first');
  });

  it('shows what somebody else made of it meanwhile, and says so', async () => {
    save.mockRejectedValue(new ApiProblem('conflict', 409));
    await act(() => edit.run('mine'));
    expect(show).toHaveBeenLastCalledWith('theirs');
    expect(edit).toMatchObject({ saved: 'theirs', said: false, problem: { code: 'overtaken' } });
  });

  it('keeps the form as it is where the save failed for another reason', async () => {
    show.mockClear();
    save.mockRejectedValue(new ApiProblem('network', 0));
    await act(() => edit.run('mine'));
    expect(show).not.toHaveBeenCalled();
    expect(edit).toMatchObject({ saved: 'stored', problem: { code: 'network' } });
  });
});

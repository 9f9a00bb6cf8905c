import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { PolicyForm } from '../../src/components/practice/PolicyForm';
import { ApiProblem } from '../../src/core/api/problem';
import { practiceApi, type Policy } from '../../src/core/api/practice';
import { find, show } from './show';

const stored: Policy = {
  jurisdiction: 'eu-it',
  emotionAnalysis: true,
  markerSuggestions: true,
  supervisionNeedsConsent: true,
  secondFactorRequired: false,
  passwordSignInOff: false,
  provider: null,
};
const theirs: Policy = { ...stored, jurisdiction: 'other', secondFactorRequired: true };
const place = () => document.querySelector<HTMLInputElement>('[data-testid=policy-jurisdiction] input:checked')!.value;
const secondFactor = () => find('policy-secondFactor') as HTMLInputElement;
const save = () => find('policy-save')!;

describe('the policy, which several administrators may edit at once', () => {
  it.each([
    ['en', 'Law of the place: now Elsewhere'],
    ['it', 'Legge del luogo: ora Altrove'],
  ] as const)('names what somebody else changed, keeps what was chosen here, and the focus on the button (%s)', async (language, words) => {
    const set = vi.spyOn(practiceApi, 'setPolicy').mockRejectedValueOnce(new ApiProblem('conflict', 409, undefined, ['jurisdiction']));
    vi.spyOn(practiceApi, 'policy').mockResolvedValue(theirs);
    await show(<PolicyForm stored={stored} />, language);
    act(() => document.querySelector<HTMLInputElement>('input[value=us-il]')!.click());
    await act(async () => {
      save().focus();
      save().click();
      await Promise.resolve();
    });
    await vi.waitFor(() => expect(find('problem')?.dataset.code).toBe('overtaken'));
    expect(find('policy-overtaken')!.textContent).toBe(words);
    expect(place()).toBe('us-il');
    expect(secondFactor().checked).toBe(true);
    expect(document.activeElement).toBe(save());
    expect(find('policy-saved')!.textContent).toBe('');

    const mine = { ...theirs, jurisdiction: 'us-il' as const, emotionAnalysis: false, markerSuggestions: false };
    set.mockResolvedValue(mine);
    await act(async () => {
      save().click();
      await Promise.resolve();
    });
    expect(set).toHaveBeenLastCalledWith(mine, theirs);
  });

  it('saves nothing where nothing was changed', async () => {
    const set = vi.spyOn(practiceApi, 'setPolicy').mockResolvedValue(stored);
    await show(<PolicyForm stored={stored} />);
    act(() => save().click());
    expect(save().getAttribute('aria-disabled')).toBe('true');
    expect(set).not.toHaveBeenCalled();
    act(() => secondFactor().click());
    await act(async () => {
      save().click();
      await Promise.resolve();
    });
    expect(set).toHaveBeenCalledOnce();
  });
});

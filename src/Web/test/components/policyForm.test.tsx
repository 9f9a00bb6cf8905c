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
const theirs: Policy = { ...stored, secondFactorRequired: true };
const secondFactor = () => find('policy-secondFactor') as HTMLInputElement;
const save = () => find('policy-save')!;

describe('the policy, which several administrators may edit at once', () => {
  it('shows what somebody else made of it, says so, and keeps the focus on the button', async () => {
    vi.spyOn(practiceApi, 'setPolicy').mockRejectedValue(new ApiProblem('conflict', 409));
    vi.spyOn(practiceApi, 'policy').mockResolvedValue(theirs);
    await show(<PolicyForm stored={stored} />);
    act(() => find('policy-emotionAnalysis')!.click());
    await act(async () => {
      save().focus();
      save().click();
      await Promise.resolve();
    });
    await vi.waitFor(() => expect(find('problem')?.dataset.code).toBe('overtaken'));
    expect(secondFactor().checked).toBe(true);
    expect((find('policy-emotionAnalysis') as HTMLInputElement).checked).toBe(true);
    expect(document.activeElement).toBe(save());
    expect(find('policy-saved')!.textContent).toBe('');
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

import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/components/review/Faults';
import type { RecordingFault } from '../../src/core/api/types';
import { find, show } from './show';

const names = { patient: 'Anna Keller', clinician: 'You' };
const fault = (kind: RecordingFault['fault'], participant: RecordingFault['participant'], startMs = 0): RecordingFault => {
  return { segmentId: kind, participant, startMs, fault: kind };
};
const all = [
  fault('replaced', 'patient', 900),
  fault('altered', 'patient', 82_000),
  fault('shortened', 'clinician'),
  fault('lost', 'clinician'),
  fault('unlisted', null),
  fault('track', 'patient'),
];

describe('what of a session is not as it was recorded', () => {
  it('says nothing where all of it is', async () => {
    await show(<Faults faults={[]} names={names} />);
    expect(find('review-faults')).toBeNull();
  });

  it.each(['en', 'it'] as const)('says each fault once, whose it is and from when, and what to do (%s)', async (language) => {
    await show(<Faults faults={all} names={names} />, language);
    const items = [...find('review-faults')!.querySelectorAll('li')].map((item) => item.textContent);
    expect(new Set(items).size).toBe(all.length);
    expect(items[0]).toMatch(/^Anna Keller, .* 0:00: /);
    expect(items[1]).toMatch(/^Anna Keller, .* 1:22: /);
    expect(items[2]).toMatch(/^You, /);
    expect(find('review-faults')!.textContent).toMatch(/installation|installazione/);
    expect(find('review-faults')!.textContent).not.toMatch(/\{\{|review\./);
  });
});

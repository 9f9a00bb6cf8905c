import { describe, expect, it } from 'vitest';
import { auditQuery, everything } from '../../src/core/api/audit';
import { grouped, isRoot } from '../../src/core/audit/root';

const root = '0123456789abcdef'.repeat(4);

describe('a wish for entries', () => {
  it('that asks nothing has no query', () => {
    expect(auditQuery(everything)).toBe('');
  });

  it('includes its last day, in the reader’s time zone', () => {
    const query = new URLSearchParams(auditQuery({ ...everything, from: '2026-11-01', to: '2026-11-01' }, '1764000000000.40.'));
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    expect(new Date(from).getHours()).toBe(0);
    expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
    expect(query.get('before')).toBe('1764000000000.40.');
  });
});

describe('a head that is written down', () => {
  it('is grouped, and typed as one likes', () => {
    expect(grouped(root)).toHaveLength(79);
    expect(isRoot(grouped(root))).toBe(true);
    expect(isRoot(root.toUpperCase())).toBe(true);
    expect(isRoot(root.slice(1))).toBe(false);
    expect(isRoot(`${root.slice(1)}x`)).toBe(false);
  });
});

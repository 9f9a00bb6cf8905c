import { describe, expect, it } from 'vitest';
import { AuditLogs } from '../../src/components/audit/AuditLogs';
import type { AuditLog } from '../../src/core/api/audit';
import { find, show } from './show';

const log = (name: string, more: Partial<AuditLog> = {}): AuditLog => ({ name, entries: 3, newestAt: null, own: false, ...more });

describe('the logs of the other servers', () => {
  it('say nothing where all of them are as they were', async () => {
    // A server of an earlier release does not tell.
    await show(<AuditLogs logs={[log('gateways/a', { own: true }), log('gateways/b'), log('silos/c', { replaced: false })]} />);
    expect(find('audit-missing')).toBeNull();
    expect(find('audit-replaced')).toBeNull();
  });

  it.each(['en', 'it'] as const)('are named where another lies in their place, or none (%s)', async (language) => {
    const logs = [
      log('gateways/b', { replaced: true }),
      log('silos/c', { replaced: true }),
      log('gateways/d', { replaced: true, entries: null }),
    ];
    await show(<AuditLogs logs={logs} />, language);
    expect(find('audit-replaced')!.textContent).toMatch(/^2 .*Gateway b, Silo c/s);
    expect(find('audit-replaced')!.textContent).not.toContain('Gateway d');
    expect(find('audit-missing')!.textContent).toContain('Gateway d');
  });
});

import { Button, Stack } from '@mantine/core';
import { IconClockEdit } from '@tabler/icons-react';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import { isPlannable } from '../../core/session/plan';
import { useAction } from '../../hooks/useAction';
import { useConnection, useSessionView } from '../../hooks/useSession';
import { PlannedMinutes } from '../PlannedMinutes';
import { Problem } from '../Problem';
import { HeaderPopover } from './HeaderPopover';

/** Plans another length of this session, before it or while it runs: the warnings of its end follow. */
export function PlanMenu() {
  const { t } = useTranslation();
  return (
    <HeaderPopover label={t('plan.title')} icon={<IconClockEdit size={20} />} width={300} testId="plan-open">
      <Plan />
    </HeaderPopover>
  );
}

function Plan() {
  const { t } = useTranslation();
  const connection = useConnection();
  const { plannedMinutes } = useSessionView();
  const [typed, setTyped] = useState(String(plannedMinutes));
  const plan = useCallback(
    async (minutes: number) => {
      await api.plan(connection.sessionId, minutes);
      await connection.refresh();
    },
    [connection],
  );
  const { run, running, problem } = useAction(plan);
  const saved = Number(typed) === plannedMinutes;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(Number(typed));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PlannedMinutes value={typed} onChange={setTyped} />
        <Problem problem={problem} />
        <Button type="submit" size="sm" loading={running} disabled={saved || !isPlannable(typed)} data-testid="plan-save">
          {t(saved ? 'plan.saved' : 'plan.save')}
        </Button>
      </Stack>
    </form>
  );
}

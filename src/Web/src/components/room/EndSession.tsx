import { Button, Group, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import { useAction } from '../../hooks/useAction';
import { useConnection } from '../../hooks/useSession';
import { Dialog } from '../Dialog';
import { Problem } from '../Problem';

/** Ends the session for both, after asking. */
export function EndSession({ name }: { name: string }) {
  const { t } = useTranslation();
  const connection = useConnection();
  const [asking, setAsking] = useState(false);
  const end = useCallback(async () => {
    await api.end(connection.sessionId);
    await connection.refresh();
  }, [connection]);
  const { run, running, problem } = useAction(end);
  return (
    <>
      <Button size="sm" color="dark" variant="filled" onClick={() => setAsking(true)} data-testid="end-session">
        {t('room.end')}
      </Button>
      {asking && (
        <Dialog onClose={() => setAsking(false)} title={t('room.endTitle', { name })}>
          <Stack>
            <Text>{t('room.endText')}</Text>
            <Problem problem={problem} />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
                {t('common.cancel')}
              </Button>
              <Button loading={running} onClick={() => void run()} data-testid="end-confirm">
                {t('room.endConfirm')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}

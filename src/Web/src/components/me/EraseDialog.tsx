import { Button, Checkbox, Group, List, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rights } from '../../core/api/rights';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { Dialog } from '../Dialog';
import { Problem } from '../Problem';
import { TakeAlongFirst } from './TakeAlongFirst';

/** First what goes and what stays and why; then, knowingly, the word. */
export function EraseDialog({ onClose, onErased }: { onClose: () => void; onErased: () => void }) {
  const { t } = useTranslation();
  const { data: preview, problem: unread, reload } = useLoad(rights.previewErasure);
  const [understood, setUnderstood] = useState(false);
  const { run, running, problem } = useAction(
    useCallback(async () => {
      await rights.erase();
      onErased();
      onClose();
    }, [onErased, onClose]),
  );
  return (
    <Dialog onClose={onClose} title={t('me.eraseAllTitle')}>
      {!preview && (unread ? <Problem problem={unread} onRetry={reload} /> : <Skeleton height={160} />)}
      {preview && (
        <Stack>
          <Text fw={600}>{t('me.goes')}</Text>
          <List size="sm">
            {preview.recordings > 0 && <List.Item>{t('me.goesRecordings', { count: preview.recordings })}</List.Item>}
            {preview.affectTracks > 0 && <List.Item>{t('me.goesTracks', { count: preview.affectTracks })}</List.Item>}
            <List.Item>{t('me.goesClips')}</List.Item>
          </List>
          <Text fw={600}>{t('me.stays')}</Text>
          <List size="sm">
            {preview.held > 0 && <List.Item>{t('me.staysHeld', { count: preview.held })}</List.Item>}
            {preview.notes > 0 && <List.Item>{t('me.staysNotes', { count: preview.notes })}</List.Item>}
            <List.Item>{t('me.staysLog')}</List.Item>
          </List>
          <TakeAlongFirst />
          <Checkbox
            label={t('me.understood')}
            checked={understood}
            onChange={(event) => setUnderstood(event.currentTarget.checked)}
            data-testid="me-understood"
          />
          <Problem problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('me.keep')}
            </Button>
            <Button color="red.9" disabled={!understood} loading={running} onClick={() => void run()} data-testid="me-erase-confirm">
              {t('me.eraseAll')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

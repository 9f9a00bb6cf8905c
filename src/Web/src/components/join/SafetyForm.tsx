import { Button, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { SafetyDetails } from '../../core/api/types';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { Problem } from '../Problem';
import classes from './SafetyForm.module.css';

const fields = ['location', 'callbackNumber', 'contactName', 'contactNumber'] as const;
const nothing: SafetyDetails = { location: '', callbackNumber: '', contactName: '', contactNumber: '' };

/** Where the patient is and whom to call, at every session: one tap where it is still right. */
export function SafetyForm({ sessionId, onDone }: { sessionId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => api.safety(sessionId, signal), [sessionId]);
  const { data, problem, reload } = useLoad(load);
  const [draft, setDraft] = useState<SafetyDetails | null>(null);
  const send = useCallback(
    async (details: SafetyDetails) => {
      await api.confirmSafety(sessionId, details);
      onDone();
    },
    [sessionId, onDone],
  );
  const { run, running, problem: refusal } = useAction(send);
  const last = data?.last ?? null;
  return (
    <Stack gap="md" data-testid="safety-form">
      <div>
        <Title order={1}>{t('safety.title')}</Title>
        <Text c="dimmed" mt={4}>
          {t('safety.text')}
        </Text>
      </div>
      <Problem problem={problem} onRetry={reload} />
      {!data && !problem && <Skeleton height={180} radius="md" />}
      {last && !draft && (
        <>
          <Title order={2} size="h3">
            {t('safety.stillRight')}
          </Title>
          <dl className={classes.last}>
            {fields.map((field) => (
              <div key={field}>
                <dt>{t(`safety.${field}`)}</dt>
                <dd>{last[field]}</dd>
              </div>
            ))}
          </dl>
          <Problem problem={refusal} />
          <Button size="lg" fullWidth loading={running} onClick={() => void run(last)} data-testid="safety-confirm">
            {t('safety.confirm')}
          </Button>
          <Button variant="default" fullWidth onClick={() => setDraft(last)} data-testid="safety-change">
            {t('safety.change')}
          </Button>
        </>
      )}
      {data && (draft ?? !last) && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void run(draft ?? nothing);
          }}
        >
          <Stack gap="sm">
            {fields.map((field) => (
              <TextInput
                key={field}
                label={t(`safety.${field}`)}
                placeholder={field === 'location' ? t('safety.locationHint') : undefined}
                type={field.endsWith('Number') ? 'tel' : 'text'}
                autoComplete={field === 'location' ? 'street-address' : field === 'callbackNumber' ? 'tel' : 'off'}
                required
                maxLength={field === 'location' ? 300 : field === 'contactName' ? 120 : 40}
                value={(draft ?? nothing)[field]}
                onChange={(event) => setDraft({ ...(draft ?? nothing), [field]: event.currentTarget.value })}
                data-testid={`safety-${field}`}
              />
            ))}
            <Problem problem={refusal} />
            <Button size="lg" fullWidth type="submit" loading={running} data-testid="safety-save">
              {t('safety.save')}
            </Button>
          </Stack>
        </form>
      )}
      <Text size="sm" c="dimmed">
        {t('safety.shown')}
      </Text>
    </Stack>
  );
}

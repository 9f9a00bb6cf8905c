import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { auditActions, auditApi, everything, type AuditWish } from '../../core/api/audit';
import type { Member } from '../../core/api/practice';
import classes from './audit.module.css';

interface Props {
  wish: AuditWish;
  members: Member[];
  onChange: (wish: AuditWish) => void;
}

/** Who, whom, what and when; asked for with one button. */
export function AuditFilter({ wish, members, onChange }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(wish);
  const change = (part: Partial<AuditWish>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onChange(draft);
  };
  return (
    <form onSubmit={submit} role="search" aria-label={t('audit.filter')}>
      <div className={classes.filter}>
        <NativeSelect
          label={t('audit.person')}
          value={draft.actor}
          data={[
            { value: '', label: t('audit.anybody') },
            ...members.map((member) => ({ value: member.memberId, label: member.displayName })),
            ...(['retention', 'operator', 'system', 'unknown'] as const).map((value) => ({ value, label: t(`audit.actor.${value}`) })),
          ]}
          onChange={(event) => change({ actor: event.currentTarget.value })}
          data-testid="audit-actor"
        />
        <NativeSelect
          label={t('audit.what')}
          value={draft.action}
          data={[{ value: '', label: t('audit.anything') }, ...auditActions.map((value) => ({ value, label: t(`audit.action.${value}`) }))]}
          onChange={(event) => change({ action: event.currentTarget.value })}
          data-testid="audit-action"
        />
        <TextInput
          size="sm"
          label={t('audit.patient')}
          placeholder={t('audit.patientHint')}
          value={draft.patient}
          maxLength={64}
          onChange={(event) => change({ patient: event.currentTarget.value })}
          data-testid="audit-patient"
        />
        <TextInput
          size="sm"
          type="date"
          label={t('audit.from')}
          value={draft.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
          data-testid="audit-from"
        />
        <TextInput
          size="sm"
          type="date"
          label={t('audit.to')}
          value={draft.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
      </div>
      <Group mt="md" gap="xs">
        <Button type="submit" size="sm" data-testid="audit-find">
          {t('audit.show')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          onClick={() => {
            setDraft(everything);
            onChange(everything);
          }}
        >
          {t('audit.reset')}
        </Button>
        <Button component="a" size="sm" variant="default" href={auditApi.exportUrl(wish)} download data-testid="audit-export">
          {t('audit.export')}
        </Button>
      </Group>
    </form>
  );
}

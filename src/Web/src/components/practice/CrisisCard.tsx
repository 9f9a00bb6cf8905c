import { ActionIcon, Button, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { crisisLimits, practiceApi, type Crisis, type CrisisLine } from '../../core/api/practice';
import { setCrisis } from '../../core/practice/crisis';
import { newId } from '../../core/util/ids';
import { useLoad } from '../../hooks/useLoad';
import { useSharedEdit } from '../../hooks/useSharedEdit';
import { Card } from '../Card';
import { Problem } from '../Problem';
import { SaveRow } from '../SaveRow';
import classes from './CrisisCard.module.css';

type Row = CrisisLine & { id: string };

const fields = ['name', 'number', 'hours'] as const;
const rowOf = (line: CrisisLine): Row => ({ ...line, id: newId() });
const crisisOf = (emergencyNumber: string, rows: Row[]): Crisis => ({
  emergencyNumber,
  lines: rows.map(({ name, number, hours }) => ({ name, number, hours })),
});

/** Whom this practice's patients can call in an emergency or a crisis. */
export function CrisisCard() {
  const { t } = useTranslation();
  const { data, problem, loading, reload } = useLoad(practiceApi.crisis);
  return (
    <Card title={t('crisis.title')} text={t('crisis.text')}>
      {!data && <Problem problem={problem} onRetry={reload} />}
      {loading && !data && <Text size="sm">{t('common.loading')}</Text>}
      {data && <Form stored={data} />}
    </Card>
  );
}

function Form({ stored }: { stored: Crisis }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState(stored.emergencyNumber);
  const [rows, setRows] = useState(() => stored.lines.map(rowOf));
  const { run, running, problem, saved, said, touch } = useSharedEdit(stored, {
    save: practiceApi.setCrisis,
    load: practiceApi.crisis,
    show: useCallback((form: Crisis, now: Crisis) => {
      setCrisis(now);
      setNumber(form.emergencyNumber);
      setRows(form.lines.map(rowOf));
    }, []),
  });
  const wanted = crisisOf(number, rows);
  const dirty = JSON.stringify(wanted) !== JSON.stringify(saved);
  const change = (id: string, part: Partial<CrisisLine>) => setRows((all) => all.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <form
      onChange={touch}
      onSubmit={(event) => {
        event.preventDefault();
        void run(wanted);
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('crisis.emergencyNumber')}
          description={t('crisis.emergencyNumberText')}
          type="tel"
          required
          withAsterisk={false}
          maw={320}
          maxLength={crisisLimits.number}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          data-testid="crisis-emergency"
        />
        {rows.map((row, index) => (
          <div key={row.id} className={classes.line} role="group" aria-label={t('crisis.line', { number: index + 1 })}>
            {fields.map((field) => (
              <TextInput
                key={field}
                label={t(`crisis.${field}`)}
                placeholder={field === 'hours' ? t('crisis.hoursHint') : undefined}
                type={field === 'number' ? 'tel' : 'text'}
                required={field !== 'hours'}
                withAsterisk={false}
                maxLength={field === 'number' ? crisisLimits.number : crisisLimits.text}
                value={row[field]}
                onChange={(event) => change(row.id, { [field]: event.currentTarget.value })}
                data-testid={`crisis-${field}`}
              />
            ))}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('crisis.remove', { name: row.name || t('crisis.line', { number: index + 1 }) })}
              onClick={() => setRows((all) => all.filter(({ id }) => id !== row.id))}
              data-testid="crisis-remove"
            >
              <IconX size={18} />
            </ActionIcon>
          </div>
        ))}
        {rows.length < crisisLimits.lines && (
          <Button
            variant="subtle"
            size="sm"
            w="fit-content"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setRows((all) => [...all, rowOf({ name: '', number: '', hours: '' })])}
            data-testid="crisis-add"
          >
            {t('crisis.add')}
          </Button>
        )}
        <SaveRow
          {...{ problem, running }}
          idle={!dirty}
          saved={said && !dirty ? t('crisis.saved') : ''}
          testId="crisis"
          settings={{
            emergencyNumber: { name: t('crisis.emergencyNumber'), now: saved.emergencyNumber },
            crisisLines: {
              name: t('crisis.lines'),
              now: saved.lines.map((line) => `${line.name} ${line.number}`).join(', ') || t('crisis.none'),
            },
          }}
        />
      </Stack>
    </form>
  );
}

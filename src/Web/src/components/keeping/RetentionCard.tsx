import { Group, NativeSelect, NumberInput, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keeping, type Retention } from '../../core/api/keeping';
import { daysAfter, toDays, toDuration, type Duration } from '../../core/keeping/duration';
import { formatDate } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
import { useSharedEdit } from '../../hooks/useSharedEdit';
import { Card } from '../Card';
import { Problem } from '../Problem';
import { SaveRow, type Setting } from '../SaveRow';
import classes from './keeping.module.css';

const kinds = ['recording', 'affect', 'record'] as const;
type Kind = (typeof kinds)[number];
type Times = Record<Kind | 'notice', Duration>;

const timesOf = (retention: Retention): Times => ({
  recording: toDuration(retention.recordingDays),
  affect: toDuration(retention.affectDays),
  record: toDuration(retention.recordDays),
  notice: { count: retention.noticeDays, unit: 'days' },
});

const retentionOf = (times: Times): Retention => ({
  recordingDays: toDays(times.recording),
  affectDays: toDays(times.affect),
  recordDays: toDays(times.record),
  noticeDays: times.notice.count,
});

/** How long each kind of data is kept, in words, and what that means for a session of today. */
export function RetentionCard({ onSaved }: { onSaved: () => void }) {
  const { t } = useTranslation();
  const { data, problem, reload } = useLoad(keeping.retention);
  return (
    <Card title={t('keeping.retention')} text={t('keeping.retentionText')}>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={260} radius="md" />)}
      {data && <Form stored={data} onSaved={onSaved} />}
    </Card>
  );
}

function Form({ stored, onSaved }: { stored: Retention; onSaved: () => void }) {
  const { t } = useTranslation();
  const [times, setTimes] = useState(() => timesOf(stored));
  const wanted = retentionOf(times);
  const { run, running, problem, saved, said, touch } = useSharedEdit(stored, {
    save: keeping.setRetention,
    load: keeping.retention,
    show: useCallback(
      (form: Retention) => {
        // In the units that were chosen, where it is the same time.
        setTimes((before) => (JSON.stringify(retentionOf(before)) === JSON.stringify(form) ? before : timesOf(form)));
        onSaved();
      },
      [onSaved],
    ),
  });
  const change = (kind: Kind | 'notice', part: Partial<Duration>) => {
    touch();
    setTimes((before) => ({ ...before, [kind]: { ...before[kind], ...part } }));
  };
  const dirty = JSON.stringify(wanted) !== JSON.stringify(saved);
  const valid = kinds.every((kind) => times[kind].count > 0);
  return (
    <Stack gap="md">
      <div className={classes.times}>
        {kinds.map((kind) => (
          <Length
            key={kind}
            name={t(`keeping.kind.${kind}`)}
            text={t(`keeping.kindText.${kind}`)}
            value={times[kind]}
            units
            testId={`keep-${kind}`}
            onChange={(part) => change(kind, part)}
          />
        ))}
        <Length
          name={t('keeping.notice')}
          text={t(times.notice.count === 0 ? 'keeping.noticeNone' : 'keeping.noticeText')}
          value={times.notice}
          testId="keep-notice"
          onChange={(part) => change('notice', part)}
        />
      </div>
      {valid && <Example retention={wanted} />}
      <SaveRow
        {...{ problem, running }}
        idle={!dirty || !valid}
        saved={said && !dirty ? t('keeping.saved') : ''}
        onSave={() => void run(wanted)}
        testId="keep"
        settings={useSettings(saved)}
      />
    </Stack>
  );
}

/** Each time by the gateway's name for it. */
function useSettings(saved: Retention): Record<string, Setting> {
  const { t } = useTranslation();
  const times = timesOf(saved);
  const setting = (kind: Kind | 'notice'): Setting => {
    const { count, unit } = times[kind];
    const name = kind === 'notice' ? t('keeping.notice') : t(`keeping.kind.${kind}`);
    return { name, now: `${count} ${t(`keeping.unit.${unit}`, { count })}` };
  };
  return Object.fromEntries(([...kinds, 'notice'] as const).map((kind) => [`${kind}Days`, setting(kind)]));
}

interface LengthProps {
  name: string;
  text: string;
  value: Duration;
  /** Whether it may be said in years. */
  units?: boolean;
  testId: string;
  onChange: (part: Partial<Duration>) => void;
}

function Length({ name, text, value, units = false, testId, onChange }: LengthProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.time}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed" maw={480}>
          {text}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <NumberInput
          size="md"
          w={92}
          aria-label={name}
          min={units ? 1 : 0}
          max={units ? 36_500 : 365}
          clampBehavior="blur"
          allowDecimal={false}
          allowNegative={false}
          value={value.count}
          onChange={(count) => onChange({ count: Number(count) })}
          data-testid={testId}
        />
        {units ? (
          <NativeSelect
            className={classes.unit}
            size="md"
            aria-label={t('keeping.unitOf', { what: name })}
            value={value.unit}
            data={(['days', 'years'] as const).map((unit) => ({ value: unit, label: t(`keeping.unit.${unit}`, { count: value.count }) }))}
            onChange={(event) => onChange({ unit: event.currentTarget.value === 'years' ? 'years' : 'days' })}
          />
        ) : (
          <Text className={classes.unit} pl={12}>
            {t('keeping.unit.days', { count: value.count })}
          </Text>
        )}
      </Group>
    </div>
  );
}

function Example({ retention }: { retention: Retention }) {
  const { t, i18n } = useTranslation();
  const [now] = useState(() => new Date());
  const on = (days: number) => formatDate(daysAfter(now, days), i18n.language);
  return (
    <Text size="sm" maw={680} data-testid="keep-example">
      {t('keeping.example', { recording: on(retention.recordingDays), affect: on(retention.affectDays), record: on(retention.recordDays) })}
    </Text>
  );
}

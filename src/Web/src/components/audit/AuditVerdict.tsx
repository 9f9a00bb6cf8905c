import { Alert, Button, Group, NativeSelect, NumberInput, Skeleton, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditApi, type AuditLog, type AuditVerification } from '../../core/api/audit';
import { logName } from '../../core/audit/logNames';
import { grouped, isRoot } from '../../core/audit/root';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { Card } from '../Card';
import { CopyField } from '../CopyField';
import { Problem } from '../Problem';
import { AuditLogs } from './AuditLogs';
import classes from './audit.module.css';

/** Whether the log is as it was written; the head to write down, and the comparison with one that was. */
export function AuditVerdict({ logs }: { logs: AuditLog[] }) {
  const { t } = useTranslation();
  const { data, problem, reload } = useLoad(auditApi.verify);
  return (
    <Card title={t('audit.verdict')} text={t('audit.verdictText')}>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={90} radius="md" />)}
      {data && <Verdict verification={data} logs={logs} onAgain={reload} />}
    </Card>
  );
}

function Verdict({ verification, logs, onAgain }: { verification: AuditVerification; logs: AuditLog[]; onAgain: () => void }) {
  const { t, i18n } = useTranslation();
  const { finding, size, root, at, exportedHeads, firstAltered, head } = verification;
  const intact = finding === 'intact';
  const when = formatDateTime(at, i18n.language);
  const several = logs.length > 1;
  const own = logs.find((log) => log.own);
  return (
    <Stack gap="md">
      {several && own && <Title order={3}>{t('audit.ownLog', { log: logName(own.name, t) })}</Title>}
      <Alert
        role="status"
        variant="light"
        color={intact ? 'pine' : 'red'}
        icon={intact ? <IconShieldCheck size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />}
        title={t(intact ? 'audit.intact' : 'audit.notIntact')}
        data-testid="audit-verdict"
        data-finding={finding}
      >
        {intact
          ? t('audit.intactText', { count: size, heads: exportedHeads, when })
          : t(`audit.finding.${finding}`, { entry: firstAltered ?? '?' })}
      </Alert>
      {intact && (
        <details>
          <summary>{t('audit.noteHead')}</summary>
          <Stack gap="md" mt="sm">
            <Text size="sm" maw={680}>
              {t('audit.noteHeadText')}
            </Text>
            <code className={classes.root} data-testid="audit-root">
              {t('audit.noted', { count: size, when })}
              {several && own && ` · ${logName(own.name, t)}`}
              <br />
              {grouped(root)}
            </code>
            {head && (
              <CopyField
                label={t('audit.signedHead')}
                description={t('audit.signedHeadText')}
                value={head}
                testId="audit-head"
                buttonTestId="copy-head"
              />
            )}
          </Stack>
        </details>
      )}
      <details>
        <summary>{t('audit.compare')}</summary>
        <Compare logs={logs} />
      </details>
      <Button variant="default" size="sm" w="fit-content" onClick={onAgain}>
        {t('audit.again')}
      </Button>
      {several && <AuditLogs logs={logs} />}
    </Stack>
  );
}

function Compare({ logs }: { logs: AuditLog[] }) {
  const { t } = useTranslation();
  const several = logs.length > 1;
  const [name, setName] = useState<string | null>(null);
  const [size, setSize] = useState<number | null>(null);
  const [root, setRoot] = useState('');
  const [continues, setContinues] = useState<boolean | null>(null);
  const { run, running, problem } = useAction(
    useCallback(async () => {
      setContinues(null);
      if (size !== null) setContinues((await auditApi.compare(size, root, name)).continues);
    }, [size, root, name]),
  );
  return (
    <Stack gap="sm" mt="sm" maw={680}>
      <Text size="sm">{t('audit.compareText')}</Text>
      {several && (
        <NativeSelect
          label={t('audit.whichLog')}
          data={logs.map((log) => ({ value: log.name, label: logName(log.name, t) }))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <NumberInput
        label={t('audit.entries')}
        w={180}
        min={0}
        allowDecimal={false}
        allowNegative={false}
        value={size ?? ''}
        onChange={(value) => setSize(value === '' ? null : Number(value))}
        data-testid="audit-noted-size"
      />
      <Textarea
        label={t('audit.root')}
        autosize
        minRows={2}
        maxLength={200}
        value={root}
        onChange={(event) => setRoot(event.currentTarget.value)}
        data-testid="audit-noted-root"
      />
      <Problem problem={problem} />
      <Group>
        <Button
          size="sm"
          variant="default"
          loading={running}
          disabled={size === null || !isRoot(root)}
          onClick={() => void run()}
          data-testid="audit-compare"
        >
          {t('audit.compareDo')}
        </Button>
        <Text size="sm" role="status" data-testid="audit-continues">
          {continues !== null && t(continues ? 'audit.continues' : 'audit.differs')}
        </Text>
      </Group>
    </Stack>
  );
}

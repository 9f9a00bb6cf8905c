import { Alert, Button, Group, NumberInput, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditApi, type AuditVerification } from '../../core/api/audit';
import { grouped, isRoot } from '../../core/audit/root';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { Card } from '../Card';
import { CopyField } from '../CopyField';
import { Problem } from '../Problem';
import classes from './audit.module.css';

/** Whether the log is as it was written; the head to write down, and the comparison with one that was. */
export function AuditVerdict() {
  const { t } = useTranslation();
  const { data, problem, reload } = useLoad(auditApi.verify);
  return (
    <Card title={t('audit.verdict')} text={t('audit.verdictText')}>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={90} radius="md" />)}
      {data && <Verdict verification={data} onAgain={reload} />}
    </Card>
  );
}

function Verdict({ verification, onAgain }: { verification: AuditVerification; onAgain: () => void }) {
  const { t, i18n } = useTranslation();
  const { finding, size, root, at, exportedHeads, firstAltered, head, oneOfSeveral } = verification;
  const intact = finding === 'intact';
  const when = formatDateTime(at, i18n.language);
  return (
    <Stack gap="md">
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
      {oneOfSeveral && (
        <Alert
          variant="light"
          color="gray"
          icon={<IconInfoCircle size={20} aria-hidden />}
          title={t('audit.oneOfSeveral')}
          data-testid="audit-one-of-several"
        >
          {t('audit.oneOfSeveralText')}
        </Alert>
      )}
      {intact && (
        <details>
          <summary>{t('audit.noteHead')}</summary>
          <Stack gap="md" mt="sm">
            <Text size="sm" maw={680}>
              {t('audit.noteHeadText')}
            </Text>
            <code className={classes.root} data-testid="audit-root">
              {t('audit.noted', { count: size, when })}
              <br />
              {grouped(root)}
            </code>
            <CopyField
              label={t('audit.signedHead')}
              description={t('audit.signedHeadText')}
              value={head}
              testId="audit-head"
              buttonTestId="copy-head"
            />
          </Stack>
        </details>
      )}
      <details>
        <summary>{t('audit.compare')}</summary>
        <Compare />
      </details>
      <Button variant="default" size="sm" w="fit-content" onClick={onAgain}>
        {t('audit.again')}
      </Button>
    </Stack>
  );
}

function Compare() {
  const { t } = useTranslation();
  const [size, setSize] = useState<number | null>(null);
  const [root, setRoot] = useState('');
  const [continues, setContinues] = useState<boolean | null>(null);
  const { run, running, problem } = useAction(
    useCallback(async () => {
      setContinues(null);
      if (size !== null) setContinues((await auditApi.compare(size, root)).continues);
    }, [size, root]),
  );
  return (
    <Stack gap="sm" mt="sm" maw={680}>
      <Text size="sm">{t('audit.compareText')}</Text>
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

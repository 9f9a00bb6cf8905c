import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditApi, type AuditLog, type AuditVerification } from '../../core/api/audit';
import { logName } from '../../core/audit/logNames';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import classes from './audit.module.css';

type Verdicts = Partial<Record<string, AuditVerification>>;

/** The logs of the other servers, and whether each is as it was written: checked one after the other when that is wanted, for it takes long. */
export function AuditLogs({ logs }: { logs: AuditLog[] }) {
  const { t } = useTranslation();
  const [verdicts, setVerdicts] = useState<Verdicts>({});
  const others = logs.filter((log) => !log.own);
  const missing = others.filter((log) => log.entries === null);
  const replaced = others.filter((log) => log.replaced && log.entries !== null);
  const { run, running, problem } = useAction(
    useCallback(async () => {
      setVerdicts({});
      for (const { name, own } of logs) {
        if (own) continue;
        const verdict = await auditApi.verifyOther(name);
        setVerdicts((known) => ({ ...known, [name]: verdict }));
      }
    }, [logs]),
  );
  return (
    <Stack gap="sm" data-testid="audit-logs">
      <Title order={3}>{t('audit.otherLogs')}</Title>
      <Text size="sm" maw={680}>
        {t('audit.otherLogsText')}
      </Text>
      <Warning what="missing" logs={missing} />
      <Warning what="replaced" logs={replaced} />
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1) */}
      <ul className={classes.logs} tabIndex={0} aria-label={t('audit.otherLogs')}>
        {others.map((log) => (
          <Row key={log.name} log={log} verdict={verdicts[log.name]} />
        ))}
      </ul>
      <Problem problem={problem} />
      <Button variant="default" size="sm" w="fit-content" loading={running} onClick={() => void run()} data-testid="audit-check-others">
        {t('audit.checkOthers')}
      </Button>
    </Stack>
  );
}

function Warning({ what, logs }: { what: 'missing' | 'replaced'; logs: AuditLog[] }) {
  const { t } = useTranslation();
  if (logs.length === 0) return null;
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      title={t(`audit.${what}`, { count: logs.length })}
      data-testid={`audit-${what}`}
    >
      {t(`audit.${what}Text`, { logs: logs.map((log) => logName(log.name, t)).join(', ') })}
    </Alert>
  );
}

function Row({ log, verdict }: { log: AuditLog; verdict: AuditVerification | undefined }) {
  const { t, i18n } = useTranslation();
  const words = [
    log.entries !== null && t('audit.logEntries', { count: log.entries }),
    log.newestAt && t('audit.logNewest', { when: formatDateTime(log.newestAt, i18n.language) }),
    verdict && verdict.finding !== 'intact' && t(`audit.finding.${verdict.finding}`, { entry: verdict.firstAltered ?? '?' }),
  ].filter(Boolean);
  return (
    <li data-testid="audit-log" data-finding={verdict?.finding}>
      <span className={classes.who}>
        {logName(log.name, t)}
        {words.length > 0 && <div className={classes.more}>{words.join(' · ')}</div>}
      </span>
      <State log={log} verdict={verdict} />
    </li>
  );
}

function State({ log, verdict }: { log: AuditLog; verdict: AuditVerification | undefined }) {
  const { t } = useTranslation();
  if (!verdict)
    return log.entries === null ? (
      <span className={classes.bad}>{t('audit.logMissing')}</span>
    ) : (
      <span className={classes.more}>{t('audit.logUnchecked')}</span>
    );
  return verdict.finding === 'intact' ? (
    <span>{t('audit.logIntact')}</span>
  ) : (
    <span className={classes.bad}>{t('audit.logNotIntact')}</span>
  );
}

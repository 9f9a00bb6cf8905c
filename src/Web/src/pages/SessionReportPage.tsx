import { Alert, Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconInfoCircle, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { BackLink } from '../components/BackLink';
import { CenteredMessage } from '../components/CenteredMessage';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { Problem } from '../components/Problem';
import { ChannelTable } from '../components/report/ChannelTable';
import { EpisodeList } from '../components/report/EpisodeList';
import { MomentLists } from '../components/report/MomentLists';
import '../components/report/print.css';
import { ReadTime } from '../components/report/ReadTime';
import classes from '../components/report/report.module.css';
import { ReportActions } from '../components/report/ReportActions';
import { ReportTimeline } from '../components/report/ReportTimeline';
import { reportFiles, reportsApi } from '../core/reports/api';
import type { SessionReport } from '../core/reports/types';
import { formatDateTime } from '../core/util/format';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

export default function SessionReportPage({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  useTitle(t('report.title'));
  const load = useCallback((signal: AbortSignal) => reportsApi.session(sessionId, signal), [sessionId]);
  const { data: session, problem, reload } = useLoad(load);
  if (problem?.code === 'wrongPhase') {
    return (
      <ClinicianLayout>
        <CenteredMessage title={t('review.notEnded')} text={t('review.notEndedText')}>
          <Button component={Link} href={`/sessions/${sessionId}`}>
            {t('caseload.openRoom')}
          </Button>
        </CenteredMessage>
      </ClinicianLayout>
    );
  }
  return (
    <ClinicianLayout wide>
      {!session && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={420} radius="lg" />)}
      {session && <Report session={session} />}
    </ClinicianLayout>
  );
}

function Report({ session }: { session: SessionReport }) {
  const { t, i18n } = useTranslation();
  const { sessionId, report, markers, notes } = session;
  return (
    <article className={classes.page} data-report data-testid="session-report">
      <Group justify="space-between" align="flex-start">
        <div>
          <BackLink href={`/patients/${session.patientId}`} label={session.patientName} />
          <Title order={1} size="h2">
            {t('report.title')}
          </Title>
          <Text c="dimmed" size="sm">
            {session.patientName}
            {session.liveSince && ` · ${formatDateTime(session.liveSince, i18n.language)}`}
          </Text>
        </div>
        <ReportActions
          downloads={[
            { label: t('report.downloadPdf'), href: reportFiles.sessionPdf(sessionId, i18n.language) },
            { label: t('report.downloadCsv'), href: reportFiles.sessionCsv(sessionId) },
          ]}
        >
          <Button
            component={Link}
            href={`/sessions/${sessionId}/review`}
            size="xs"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            data-testid="report-open-review"
          >
            {t(session.recorded ? 'report.openReview' : 'caseload.openReview')}
          </Button>
        </ReportActions>
      </Group>
      <Text size="sm" maw="80ch">
        {t('report.lead')}
      </Text>
      {report && (
        <>
          <section className={classes.card}>
            <ReadTime summary={report.summary} />
          </section>
          <ReportTimeline session={session} numbers={report} />
          <ChannelTable channels={report.summary.channels} baseline={session.baseline} />
          <EpisodeList episodes={report.episodes} sessionId={sessionId} />
        </>
      )}
      {session.state !== 'made' && (
        <Alert
          icon={<IconInfoCircle size={20} aria-hidden />}
          color="gray"
          title={t(`report.state.${session.state}`)}
          data-testid="report-none"
        >
          {t(`report.stateText.${session.state}`)}
        </Alert>
      )}
      <MomentLists sessionId={sessionId} markers={markers} notes={notes} />
    </article>
  );
}

import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { BackLink } from '../components/BackLink';
import { CenteredMessage } from '../components/CenteredMessage';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { GlassBanner } from '../components/oversight/GlassBanner';
import { Problem } from '../components/Problem';
import { ReviewBody } from '../components/review/ReviewBody';
import { api } from '../core/api/client';
import { formatClock, formatDateTime } from '../core/util/format';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';
import { WorkspaceProvider } from '../hooks/useWorkspace';

export default function ReviewPage({ sessionId }: { sessionId: string }) {
  const { t, i18n } = useTranslation();
  const load = useCallback((signal: AbortSignal) => api.review(sessionId, signal), [sessionId]);
  const { data: review, problem, reload } = useLoad(load);
  useTitle(review ? t('review.title', { name: review.patientName }) : null);
  if (problem?.code === 'wrongPhase' || (review && review.session.phase !== 'ended')) {
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
  const at = review?.session.liveSince;
  return (
    <ClinicianLayout wide>
      {!review && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={420} radius="lg" />)}
      {review && (
        <>
          <Group gap="md" mb="md" align="baseline">
            <BackLink href={review.session.patientId ? `/patients/${review.session.patientId}` : '/'} label={t('common.back')} />
            <Title order={1} size="h2">
              {review.patientName}
            </Title>
            <Text c="dimmed" size="sm" className="tabular">
              {at && formatDateTime(at, i18n.language)} · {formatClock(review.durationMs)}
            </Text>
          </Group>
          {review.under !== null && <GlassBanner sessionId={sessionId} />}
          <WorkspaceProvider>
            <ReviewBody review={review} />
          </WorkspaceProvider>
        </>
      )}
    </ClinicianLayout>
  );
}

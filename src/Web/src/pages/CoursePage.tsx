import { Group, Skeleton, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { AttendanceCard } from '../components/course/AttendanceCard';
import { CourseMarkers } from '../components/course/CourseMarkers';
import { NoteSearch } from '../components/course/NoteSearch';
import { PeriodPicker } from '../components/course/PeriodPicker';
import { TrendCard } from '../components/course/TrendCard';
import { TrendTable } from '../components/course/TrendTable';
import { EmptyState } from '../components/EmptyState';
import { Problem } from '../components/Problem';
import '../components/report/print.css';
import classes from '../components/report/report.module.css';
import { ReportActions } from '../components/report/ReportActions';
import { reportFiles, reportsApi } from '../core/reports/api';
import { wholeCourse, type Period } from '../core/reports/period';
import type { Course } from '../core/reports/types';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

export default function CoursePage({ patientId }: { patientId: string }) {
  const { t, i18n } = useTranslation();
  useTitle(t('report.courseTitle'));
  const [period, setPeriod] = useState<Period>(wholeCourse);
  const load = useCallback((signal: AbortSignal) => reportsApi.course(patientId, period, signal), [patientId, period]);
  const { data: course, problem, reload } = useLoad(load);
  return (
    <ClinicianLayout wide>
      <article className={classes.page} data-report data-testid="course">
        <Group justify="space-between" align="flex-start">
          <div>
            <BackLink href={`/patients/${patientId}`} label={course?.patientName ?? t('common.back')} />
            <Title order={1} size="h2">
              {t('report.courseTitle')}
              {course && <span className={classes.dim}> · {course.patientName}</span>}
            </Title>
          </div>
          <ReportActions
            downloads={[
              { label: t('report.downloadPdf'), href: reportFiles.coursePdf(patientId, period, i18n.language) },
              { label: t('report.downloadCourseCsv'), href: reportFiles.courseCsv(patientId, period) },
              { label: t('report.downloadFhir'), href: reportFiles.courseFhir(patientId, period) },
            ]}
          />
        </Group>
        <Text size="sm" maw="80ch">
          {t('report.courseLead')}
        </Text>
        <PeriodPicker onChange={setPeriod} />
        {!course && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={420} radius="lg" />)}
        {course && <CourseBody key={`${period.from}-${period.to}`} course={course} period={period} />}
      </article>
    </ClinicianLayout>
  );
}

function CourseBody({ course, period }: { course: Course; period: Period }) {
  const { t } = useTranslation();
  if (course.sessions.length === 0) return <EmptyState text={t('report.noSessions')} />;
  const read = course.trends.length > 0;
  return (
    <>
      {read ? <TrendCard course={course} /> : <EmptyState text={t('report.noReadings')} />}
      <AttendanceCard sessions={course.sessions} />
      {read && <TrendTable trends={course.trends} />}
      <CourseMarkers patientId={course.patientId} period={period} />
      <NoteSearch patientId={course.patientId} period={period} />
    </>
  );
}

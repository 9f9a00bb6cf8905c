import { Avatar, Badge, Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconChevronRight, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PatientListItem } from '../../core/api/types';
import { formatDateTime } from '../../core/util/format';
import { EmptyState } from '../EmptyState';
import classes from './PatientList.module.css';

/** All patients of the caseload, with a search once there are more than a handful. */
export function PatientList({ patients, onCreate }: { patients: PatientListItem[] | null; onCreate: () => void }) {
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState('');
  if (!patients) {
    return (
      <Stack gap={1}>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} height={66} radius="md" />
        ))}
      </Stack>
    );
  }
  if (patients.length === 0) {
    return (
      <EmptyState title={t('caseload.empty')} text={t('caseload.emptyText')} icon={<IconUserPlus size={30} />}>
        <Button mt="sm" variant="light" onClick={onCreate}>
          {t('caseload.newPatient')}
        </Button>
      </EmptyState>
    );
  }
  const wanted = query.trim().toLocaleLowerCase(i18n.language);
  const shown = patients
    .filter((patient) => patient.displayName.toLocaleLowerCase(i18n.language).includes(wanted))
    .sort((a, b) => a.displayName.localeCompare(b.displayName, i18n.language));
  return (
    <Stack gap="sm">
      {patients.length > 6 && (
        <TextInput
          aria-label={t('caseload.search')}
          placeholder={t('caseload.search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <ul className={classes.list}>
        {shown.map((patient) => (
          <PatientRow key={patient.patientId} patient={patient} />
        ))}
      </ul>
      {shown.length === 0 && <EmptyState text={t('caseload.noneFound', { query })} />}
    </Stack>
  );
}

function PatientRow({ patient }: { patient: PatientListItem }) {
  const { t, i18n } = useTranslation();
  const last = patient.lastSession;
  const when = last && (last.liveSince ? ('caseload.last' as const) : ('caseload.next' as const));
  const at = last?.liveSince ?? last?.scheduledFor;
  return (
    <li>
      <Link href={`/patients/${patient.patientId}`} className={classes.row} data-testid="patient-item" data-patient={patient.patientId}>
        <Avatar name={patient.displayName} color="pine" size={40} radius="xl" aria-hidden />
        <span className={classes.who}>
          <Text fw={600} truncate>
            {patient.displayName}
          </Text>
          <Text size="sm" c="dimmed">
            {patient.sessionCount > 0 ? t('caseload.sessions', { count: patient.sessionCount }) : t('caseload.noSessions')}
            {when && at && ` · ${t(when, { when: formatDateTime(at, i18n.language) })}`}
          </Text>
        </span>
        {patient.asksErasure && (
          <Badge variant="light" color="pine" tt="none" data-testid="asks-erasure">
            {t('keeping.asksBadge')}
          </Badge>
        )}
        <IconChevronRight size={18} aria-hidden />
      </Link>
    </li>
  );
}

import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconEraser, IconLock, IconMailCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rights, type MyPage, type MySession } from '../../core/api/rights';
import { formatDate, formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { HoldLine } from '../keeping/HoldLine';
import { Problem } from '../Problem';
import { EraseDialog } from './EraseDialog';
import classes from './Me.module.css';
import { MySessionCard } from './MySessionCard';
import { WhoOpened } from './WhoOpened';

/** Sessions, who looked, taking along, erasing: in that order, one thing below the other. */
export function MyPageBody({ page, onChanged }: { page: MyPage; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const [erasing, setErasing] = useState(false);
  const next = page.sessions.filter((session) => session.phase !== 'ended').toReversed();
  const past = page.sessions.filter((session) => session.phase === 'ended');
  return (
    <Stack gap={30} data-testid="my-page">
      <div>
        <Title order={1}>{t('me.hello', { name: page.patientName })}</Title>
        <Text c="dimmed" mt={4}>
          {t('me.lead', { clinician: page.clinicianName, practice: page.practiceName })}
        </Text>
      </div>
      {page.erasureAskedAt && (
        <Alert color="pine" variant="light" icon={<IconMailCheck size={20} aria-hidden />} title={t('me.erasureAsked')} role="status">
          {t(page.holds.length > 0 ? 'me.erasureAskedHeld' : 'me.erasureAskedText', {
            when: formatDateTime(page.erasureAskedAt, i18n.language),
            clinician: page.clinicianName,
          })}
          {page.erasure?.answeredAt && (
            <Text size="sm" mt="xs" style={{ overflowWrap: 'anywhere' }} data-testid="me-erasure-answer">
              {t('me.erasureAnswer', {
                clinician: page.clinicianName,
                when: formatDate(page.erasure.answeredAt, i18n.language),
                text: page.erasure.answer ?? '',
              })}
            </Text>
          )}
        </Alert>
      )}
      {page.holds.length > 0 && (
        <Alert color="gray" variant="light" icon={<IconLock size={20} aria-hidden />} title={t('me.holdTitle')} data-testid="me-held">
          <Stack gap="xs">
            <Text size="sm">{t('me.holdText')}</Text>
            {page.holds.map((hold) => (
              <HoldLine key={hold.holdId} hold={hold} />
            ))}
          </Stack>
        </Alert>
      )}
      <section aria-labelledby="me-next">
        <Title order={2} id="me-next" mb="sm">
          {t('me.next')}
        </Title>
        {next.length === 0 ? (
          <Text c="dimmed">{t('me.noNext')}</Text>
        ) : (
          next.map((session) => <Next key={session.sessionId} session={session} />)
        )}
      </section>
      <section aria-labelledby="me-past">
        <Title order={2} id="me-past" mb={4}>
          {t('me.past')}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t(past.length === 0 ? 'me.noPast' : 'me.pastText')}
        </Text>
        <Stack gap="sm">
          {past.map((session) => (
            <MySessionCard key={session.sessionId} session={session} onChanged={onChanged} />
          ))}
        </Stack>
      </section>
      <WhoOpened accesses={page.accesses} />
      <section aria-labelledby="me-rights">
        <Title order={2} id="me-rights" mb={4}>
          {t('me.yours')}
        </Title>
        <Text size="sm" mb="sm">
          {t('me.yoursText')}
        </Text>
        <div className={classes.actions}>
          <Button
            component="a"
            href={rights.exportUrl}
            download
            leftSection={<IconDownload size={18} aria-hidden />}
            data-testid="me-export"
          >
            {t('me.takeAlong')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconEraser size={18} aria-hidden />}
            onClick={() => setErasing(true)}
            data-testid="me-erase"
          >
            {t('me.eraseAll')}
          </Button>
        </div>
      </section>
      {erasing && <EraseDialog onClose={() => setErasing(false)} onErased={onChanged} />}
    </Stack>
  );
}

function Next({ session }: { session: MySession }) {
  const { t, i18n } = useTranslation();
  const { run, running, problem } = useAction(
    useCallback(async () => {
      await rights.join(session.sessionId);
      // A whole load: the page that follows asks anew who is there.
      window.location.assign('/join');
    }, [session.sessionId]),
  );
  return (
    <div className={classes.next}>
      <Text fw={600}>{session.scheduledFor ? formatDateTime(session.scheduledFor, i18n.language) : t('me.noTime')}</Text>
      <Button loading={running} onClick={() => void run()} data-testid="me-join">
        {t('me.join')}
      </Button>
      <Problem problem={problem} />
    </div>
  );
}

import { Switch, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rights, type MyData, type MySession } from '../../core/api/rights';
import type { ConsentKind } from '../../core/api/types';
import { consentTextVersion } from '../../core/session/consents';
import { formatClock, formatDate, formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import { ConfirmErasure } from './ConfirmErasure';
import classes from './Me.module.css';

/** What can be decided on after a session; consent to the call itself is over with it. */
const kinds = ['recording', 'emotionAnalysis', 'supervision'] as const;

/** One past session: what there is of it, what the patient agrees to, what they decided, what was shown to whom. */
export function MySessionCard({ session, onChanged }: { session: MySession; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const { liveSince, endedAt } = session;
  const at = liveSince ?? endedAt;
  return (
    <details className={classes.card} data-testid="my-session" data-session={session.sessionId}>
      <summary>
        <span className={classes.when}>
          <Text fw={600} span>
            {at && formatDateTime(at, i18n.language)}
          </Text>
          {liveSince && endedAt && (
            <Text size="sm" c="dimmed" className="tabular">
              {formatClock(Date.parse(endedAt) - Date.parse(liveSince))}
            </Text>
          )}
        </span>
        <IconChevronDown size={20} aria-hidden />
      </summary>
      <div className={classes.inside}>
        <ul className={classes.data} aria-label={t('me.exists')}>
          {session.data.length === 0 && <li>{t('me.nothing')}</li>}
          {session.data.map((data) => (
            <li key={data.what} data-testid={`my-data-${data.what}`} data-erased={data.erasedAt !== null}>
              <DataLine data={data} />
            </li>
          ))}
        </ul>
        <Switches session={session} onChanged={onChanged} />
        <History session={session} />
      </div>
    </details>
  );
}

function DataLine({ data }: { data: MyData }) {
  const { t, i18n } = useTranslation();
  const name =
    data.what === 'recording' && data.lengthMs !== null
      ? t('me.data.recordingLength', { length: formatClock(data.lengthMs) })
      : t(`me.data.${data.what}`, { count: data.count ?? 0 });
  const fate = data.erasedAt
    ? t('me.erasedOn', { when: formatDate(data.erasedAt, i18n.language) })
    : data.held
      ? t('me.held')
      : data.deletedOn
        ? t('me.deletedOn', { when: formatDate(data.deletedOn, i18n.language) })
        : t('me.kept');
  return (
    <>
      {name}
      <Text size="sm" c="dimmed">
        {fate}
      </Text>
    </>
  );
}

function Switches({ session, onChanged }: { session: MySession; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState<'recording' | 'emotionAnalysis' | null>(null);
  const { run, running, problem } = useAction(
    useCallback(
      async (kind: ConsentKind, granted: boolean) => {
        try {
          await rights.decide(session.sessionId, kind, granted ? 'granted' : 'withdrawn', consentTextVersion(i18n.language));
        } finally {
          // A legal hold refuses to erase, and the decision stands all the same.
          setAsking(null);
          onChanged();
        }
      },
      [session.sessionId, i18n.language, onChanged],
    ),
  );
  const exists = (what: MyData['what']) => session.data.some((data) => data.what === what && data.erasedAt === null);
  const shown = kinds.filter(
    (kind) => kind === 'supervision' || exists(kind === 'recording' ? 'recording' : 'affect') || session.inForce.includes(kind),
  );
  return (
    <>
      {shown.map((kind) => (
        <div key={kind} className={classes.switch}>
          <Switch
            labelPosition="left"
            size="md"
            classNames={{ body: classes.switchBody }}
            styles={{ labelWrapper: { flex: 1 } }}
            label={t(`me.switch.${kind}`)}
            description={t(`me.switchText.${kind}`)}
            checked={session.inForce.includes(kind) || (kind !== 'supervision' && exists(kind === 'recording' ? 'recording' : 'affect'))}
            disabled={running || (kind === 'supervision' && !exists('recording') && !session.inForce.includes(kind))}
            onChange={(event) => {
              // Taking back what is over erases it: that is asked once more.
              if (kind !== 'supervision') setAsking(kind);
              else void run(kind, event.currentTarget.checked);
            }}
            data-testid={`my-switch-${kind}`}
          />
        </div>
      ))}
      <Problem problem={problem} />
      {asking && (
        <ConfirmErasure kind={asking} running={running} onClose={() => setAsking(null)} onConfirm={() => void run(asking, false)} />
      )}
    </>
  );
}

function History({ session }: { session: MySession }) {
  const { t, i18n } = useTranslation();
  return (
    <details className={classes.history}>
      <summary>{t('me.history')}</summary>
      <ul>
        {session.history.map(({ kind, decision, at }, i) => (
          <li key={i}>
            {formatDateTime(at, i18n.language)} · {t(`me.kind.${kind}`)}: {t(`me.decision.${decision}`)}
          </li>
        ))}
        {session.clips.map((clip, i) => (
          <li key={`clip-${i}`} data-testid="my-clip">
            {t(clip.revokedAt ? 'me.clipRevoked' : 'me.clip', {
              when: formatDateTime(clip.sharedAt, i18n.language),
              length: formatClock(clip.lengthMs),
              name: clip.supervisorName,
              until: formatDate(clip.revokedAt ?? clip.expiresAt, i18n.language),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

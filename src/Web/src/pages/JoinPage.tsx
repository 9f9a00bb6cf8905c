import { Button } from '@mantine/core';
import { IconLink, IconLinkOff } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CenteredMessage } from '../components/CenteredMessage';
import { JoinLayout } from '../components/join/JoinLayout';
import { JoinSession } from '../components/join/JoinSession';
import { Landing, refusalOf } from '../components/join/Landing';
import { PageLoader } from '../components/PageLoader';
import { api } from '../core/api/client';
import { toProblem, type ApiProblem } from '../core/api/problem';
import type { InviteInfo, SessionView } from '../core/api/types';
import { sessionOf, tokenOf } from '../core/session/invite';
import { useTitle } from '../hooks/useTitle';

type Refusal = 'noToken' | 'inviteUnknown' | 'inviteUsed' | 'inviteExpired';

type State =
  | { at: 'opening' }
  | { at: 'refused'; why: Refusal }
  | { at: 'failed'; problem: ApiProblem }
  | { at: 'landing'; token: string; invite: InviteInfo }
  | { at: 'session'; view: SessionView; fresh: boolean };

/** Where a link, or the cookie of one opened before, leads to. */
async function open(hash: string): Promise<State> {
  const token = tokenOf(hash);
  const me = await api.me().catch((error: unknown) => {
    if (toProblem(error).code === 'notSignedIn') return null;
    throw error;
  });
  if (me?.role === 'patient' && me.sessionId !== undefined && (token === null || sessionOf(token) === me.sessionId)) {
    return { at: 'session', view: await api.session(me.sessionId), fresh: false };
  }
  if (token === null) return { at: 'refused', why: 'noToken' };
  try {
    return { at: 'landing', token, invite: await api.inspectInvite(token) };
  } catch (error) {
    const why = refusalOf(error);
    if (why) return { at: 'refused', why };
    throw error;
  }
}

export default function JoinPage() {
  const { t } = useTranslation();
  useTitle(t('join.title'));
  const [state, setState] = useState<State>({ at: 'opening' });
  const [round, setRound] = useState(0);

  useEffect(() => {
    let current = true;
    const show = (next: State) => current && setState(next);
    open(window.location.hash).then(show, (error: unknown) => show({ at: 'failed', problem: toProblem(error) }));
    const onHash = () => setRound((value) => value + 1);
    window.addEventListener('hashchange', onHash);
    return () => {
      current = false;
      window.removeEventListener('hashchange', onHash);
    };
  }, [round]);

  const onRedeemed = useCallback((sessionId: string) => {
    // The secret has done its work: it leaves the address bar and the history.
    window.history.replaceState(null, '', '/join');
    api.session(sessionId).then(
      (view) => setState({ at: 'session', view, fresh: true }),
      (error: unknown) => setState({ at: 'failed', problem: toProblem(error) }),
    );
  }, []);
  const onRefused = useCallback((why: Refusal) => setState({ at: 'refused', why }), []);

  switch (state.at) {
    case 'opening':
      return <PageLoader />;
    case 'session':
      return <JoinSession initial={state.view} fresh={state.fresh} />;
    case 'landing':
      return (
        <JoinLayout>
          <Landing token={state.token} invite={state.invite} onRedeemed={onRedeemed} onRefused={onRefused} />
        </JoinLayout>
      );
    case 'refused':
      return (
        <JoinLayout>
          <CenteredMessage
            title={t(`join.${state.why}.title`)}
            text={t(`join.${state.why}.text`)}
            icon={state.why === 'noToken' ? <IconLink size={32} /> : <IconLinkOff size={32} />}
            testId={`join-${state.why}`}
          />
        </JoinLayout>
      );
    case 'failed':
      return (
        <JoinLayout>
          <CenteredMessage title={t('join.failedTitle')} text={t(`error.${state.problem.code}`)} testId="join-failed">
            <Button onClick={() => setRound((value) => value + 1)}>{t('common.retry')}</Button>
          </CenteredMessage>
        </JoinLayout>
      );
  }
}

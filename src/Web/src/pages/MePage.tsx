import { Button } from '@mantine/core';
import { IconLink, IconLinkOff } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CenteredMessage } from '../components/CenteredMessage';
import { JoinLayout } from '../components/join/JoinLayout';
import { MyPageBody } from '../components/me/MyPageBody';
import { PageLoader } from '../components/PageLoader';
import { Problem } from '../components/Problem';
import { rights } from '../core/api/rights';
import { tokenOf } from '../core/session/invite';
import { useAction } from '../hooks/useAction';
import { useAuth } from '../hooks/useAuth';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

/** A patient's own page: opened by a link from the therapist, then by this browser. */
export default function MePage() {
  const { t } = useTranslation();
  useTitle(t('me.doorTitle'));
  const { auth, refresh } = useAuth();
  const [token, setToken] = useState(() => tokenOf(window.location.hash));
  useEffect(() => {
    const onHash = () => setToken(tokenOf(window.location.hash));
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  const entered = useCallback(async () => {
    // The secret has done its work: it leaves the address bar and the history.
    window.history.replaceState(null, '', '/me');
    await refresh();
    setToken(null);
  }, [refresh]);

  if (auth.status === 'loading') return <PageLoader />;
  if (auth.status === 'failed') {
    return (
      <JoinLayout>
        <CenteredMessage title={t('me.failedTitle')} text={t(`error.${auth.problem.code}`)}>
          <Button onClick={() => void refresh()}>{t('common.retry')}</Button>
        </CenteredMessage>
      </JoinLayout>
    );
  }
  const own = auth.status === 'known' && auth.me.role === 'patient' && auth.me.ownPage === true;
  return <JoinLayout>{own ? <Page /> : token ? <Door token={token} onEntered={entered} /> : <NoLink />}</JoinLayout>;
}

/** Takes the link in when the person says so: programs that look at links in mails must not use it up. */
function Door({ token, onEntered }: { token: string; onEntered: () => Promise<void> }) {
  const { t } = useTranslation();
  const { run, running, problem } = useAction(
    useCallback(async () => {
      await rights.redeemAccessLink(token);
      await onEntered();
    }, [token, onEntered]),
  );
  const refused = problem?.code === 'inviteUnknown' || problem?.code === 'inviteUsed' || problem?.code === 'inviteExpired';
  if (refused) {
    return <CenteredMessage title={t('me.linkOver')} text={t('me.linkOverText')} icon={<IconLinkOff size={32} />} testId="me-link-over" />;
  }
  return (
    <CenteredMessage title={t('me.doorTitle')} text={t('me.doorText')}>
      <Problem problem={problem} />
      <Button size="lg" loading={running} onClick={() => void run()} data-testid="me-open">
        {t('me.open')}
      </Button>
    </CenteredMessage>
  );
}

function NoLink() {
  const { t } = useTranslation();
  return <CenteredMessage title={t('me.noLink')} text={t('me.noLinkText')} icon={<IconLink size={32} />} testId="me-no-link" />;
}

function Page() {
  const { data: page, problem, reload } = useLoad(rights.page);
  if (!page) return problem ? <Problem problem={problem} onRetry={reload} /> : <PageLoader />;
  return <MyPageBody page={page} onChanged={reload} />;
}

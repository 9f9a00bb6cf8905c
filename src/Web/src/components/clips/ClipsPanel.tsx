import { Button, Group, Text, Title } from '@mantine/core';
import { IconBracketsContain } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rights, type SharedClip } from '../../core/api/rights';
import type { ReviewTransport } from '../../core/review/transport';
import { formatClock, formatDate } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { Problem } from '../Problem';
import classes from './Clips.module.css';
import { momentOf, ShareClip, type Range } from './ShareClip';

const longestMs = 20 * 60 * 1000;

/** Chooses a part of the recording by the player's position, shares it, and takes it back. */
export function ClipsPanel({ sessionId, transport, agreed }: { sessionId: string; transport: ReviewTransport; agreed: boolean }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => rights.sharedClips(sessionId, signal), [sessionId]);
  const { data: clips, problem, reload } = useLoad(load);
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const [sharing, setSharing] = useState<Range | null>(null);
  const range = from !== null && to !== null && to > from ? { fromMs: from, toMs: to } : null;
  const tooLong = range !== null && range.toMs - range.fromMs > longestMs;
  return (
    <section className={classes.panel} aria-labelledby="clips">
      <Title order={2} size="h3" id="clips">
        {t('oversight.clips')}
      </Title>
      {agreed ? (
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={() => setFrom(momentOf(transport))} data-testid="clip-from">
            {t('oversight.setFrom')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setTo(momentOf(transport))} data-testid="clip-to">
            {t('oversight.setTo')}
          </Button>
          <Text size="sm" className="tabular" role="status">
            {tooLong
              ? t('oversight.tooLong')
              : from !== null && `${formatClock(from)} – ${to !== null && to > from ? formatClock(to) : '…'}`}
          </Text>
          <Button
            size="xs"
            leftSection={<IconBracketsContain size={16} aria-hidden />}
            disabled={!range || tooLong}
            onClick={() => setSharing(range)}
            data-testid="clip-open"
          >
            {t('oversight.share')}
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed" data-testid="clip-no-consent">
          {t('oversight.noConsent')}
        </Text>
      )}
      <Problem problem={problem} onRetry={reload} />
      {clips?.length === 0 && agreed && (
        <Text size="sm" c="dimmed">
          {t('oversight.noClips')}
        </Text>
      )}
      <ul className={classes.list}>
        {clips?.toReversed().map((clip) => (
          <Shared key={clip.clipId} sessionId={sessionId} clip={clip} transport={transport} onChanged={reload} />
        ))}
      </ul>
      {sharing && <ShareClip sessionId={sessionId} range={sharing} onClose={() => setSharing(null)} onShared={reload} />}
    </section>
  );
}

function Shared({
  sessionId,
  clip,
  transport,
  onChanged,
}: {
  sessionId: string;
  clip: SharedClip;
  transport: ReviewTransport;
  onChanged: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { run, running, problem } = useAction(
    useCallback(async () => {
      await rights.revokeClip(sessionId, clip.clipId);
      onChanged();
    }, [sessionId, clip.clipId, onChanged]),
  );
  return (
    <li className={classes.row} data-testid="shared-clip" data-open={clip.open}>
      <button type="button" className={classes.time} onClick={() => transport.seek(clip.fromMs)}>
        {formatClock(clip.fromMs)} – {formatClock(clip.toMs)}
      </button>
      <div className={classes.words}>
        <Text size="sm">{clip.reason}</Text>
        <Text size="xs" c="dimmed">
          {clip.open
            ? t('oversight.sharedWith', { name: clip.supervisorName, when: formatDate(clip.expiresAt, i18n.language) })
            : t('oversight.closed', { name: clip.supervisorName })}
        </Text>
        <Problem problem={problem} />
      </div>
      {clip.open && (
        <Button size="xs" variant="subtle" color="red" loading={running} onClick={() => void run()} data-testid="clip-revoke">
          {t('oversight.revoke')}
        </Button>
      )}
    </li>
  );
}

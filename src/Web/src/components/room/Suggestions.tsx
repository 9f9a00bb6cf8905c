import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBulb, IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { Suggestion } from '../../core/api/types';
import type { MarkerBook } from '../../core/session/markerBook';
import { formatClock } from '../../core/util/format';
import { useConnection, useSessionView } from '../../hooks/useSession';
import { useIndicator } from '../../hooks/useWorkspace';
import classes from './Suggestions.module.css';

/** Moments that may be worth a marker, faint, each with its reason, until they are kept or dismissed. */
export function Suggestions({ book }: { book: MarkerBook }) {
  const { t } = useTranslation();
  const { sessionId } = useConnection();
  const { suggestions = [] } = useSessionView();
  const wanted = useIndicator('suggestions');
  const open = suggestions.filter(({ state }) => state === 'open').slice(-3);
  if (!wanted || open.length === 0) return null;
  const why = ({ reason, durationMs }: Suggestion) => t(`markers.why.${reason}`, { seconds: Math.round(durationMs / 1000) });
  return (
    <ul className={classes.list} aria-label={t('markers.suggested')}>
      {open.map((suggestion) => (
        <li key={suggestion.id} className={classes.row} data-testid="suggestion" data-reason={suggestion.reason}>
          <IconBulb size={15} aria-hidden />
          <span className={classes.time}>{formatClock(suggestion.atMs)}</span>
          <span className={classes.why}>{why(suggestion)}</span>
          <Tooltip label={t('markers.accept', { why: why(suggestion) })} multiline maw={260}>
            <ActionIcon
              size="sm"
              variant="subtle"
              aria-label={t('markers.accept', { why: why(suggestion) })}
              onClick={() => book.accept(suggestion.id, suggestion.atMs, why(suggestion))}
              data-testid="suggestion-accept"
            >
              <IconCheck size={15} />
            </ActionIcon>
          </Tooltip>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('markers.dismiss', { why: why(suggestion) })}
            onClick={() => void api.dismissSuggestion(sessionId, suggestion.id).catch(() => undefined)}
            data-testid="suggestion-dismiss"
          >
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

import { ActionIcon, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Marker } from '../../core/api/types';
import type { MarkerBook } from '../../core/session/markerBook';
import { formatClock } from '../../core/util/format';
import { useStore } from '../../hooks/useStore';
import type { Mark } from '../../hooks/useMarkers';
import { CategoryBar } from './CategoryBar';
import { MarkerCategoryMenu } from './MarkerCategoryMenu';
import classes from './MarkersPanel.module.css';
import { Suggestions } from './Suggestions';

/** The markers so far, newest at the end and in view; labels are edited in place. */
export const MarkersPanel = memo(function MarkersPanel({ book, mark }: { book: MarkerBook; mark: Mark }) {
  const { t } = useTranslation();
  const markers = useStore(book.markers);
  const list = useRef<HTMLUListElement>(null);
  const newest = markers[markers.length - 1];
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [newest?.id]);
  return (
    <section className={classes.panel} aria-labelledby="markers-title">
      <Title order={2} size="h3" id="markers-title">
        {t('room.markers')}
      </Title>
      <CategoryBar mark={mark} />
      <span className="visually-hidden" role="status">
        {newest && t('room.markerSet', { time: formatClock(newest.atMs) })}
      </span>
      {markers.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('markers.hint')}
        </Text>
      )}
      <ul className={classes.list} ref={list}>
        {markers.map((marker) => (
          <MarkerRow key={marker.id} marker={marker} book={book} />
        ))}
      </ul>
      <Suggestions book={book} />
    </section>
  );
});

/** Rendered again only when its own marker changes: a session may have a hundred. */
const MarkerRow = memo(function MarkerRow({ marker, book }: { marker: Marker; book: MarkerBook }) {
  const { t } = useTranslation();
  const time = formatClock(marker.atMs);
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null) book.rename(marker.id, draft.trim());
    setDraft(null);
  };
  return (
    <li className={classes.row} data-testid="marker-item" data-ms={marker.atMs}>
      <MarkerCategoryMenu marker={marker} book={book} />
      <span className={classes.time}>{time}</span>
      <input
        className={classes.label}
        aria-label={t('room.markerLabel', { time })}
        placeholder={t('room.markerPlaceholder')}
        value={draft ?? marker.label}
        maxLength={200}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(null);
        }}
        data-testid="marker-label"
      />
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('room.markerDelete', { time })}
        onClick={() => book.remove(marker.id)}
        data-testid="marker-delete"
      >
        <IconX size={14} />
      </ActionIcon>
    </li>
  );
});

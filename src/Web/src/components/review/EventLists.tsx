import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Marker, Note } from '../../core/api/types';
import type { ReviewTransport } from '../../core/review/transport';
import { wordsOfNote } from '../../core/notes/plain';
import { formatClock } from '../../core/util/format';
import { CategorySign, useMarkerName } from './CategorySign';
import classes from './EventLists.module.css';

/** Markers and notes in words; each goes to its moment. */
export function EventLists({ transport, markers, notes }: { transport: ReviewTransport; markers: Marker[]; notes: Note[] }) {
  const { t } = useTranslation();
  const name = useMarkerName();
  return (
    <div className={classes.lists}>
      <EventList title={t('review.markers')} empty={t('review.noMarkers')} count={markers.length}>
        {markers.map((marker, i) => (
          <Entry key={marker.id} atMs={marker.atMs} transport={transport} testId={`review-marker-${i}`}>
            {marker.categoryId && <CategorySign marker={marker} size={13} />} {name(marker) ?? <em>{t('review.unnamed')}</em>}
          </Entry>
        ))}
      </EventList>
      <EventList title={t('review.notes')} empty={t('review.noNotes')} count={notes.length}>
        {notes.map((note, i) => (
          <Entry key={note.id} atMs={note.atMs} transport={transport} testId={`review-note-${i}`}>
            {wordsOfNote(note)}
          </Entry>
        ))}
      </EventList>
    </div>
  );
}

function EventList({ title, empty, count, children }: { title: string; empty: string; count: number; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h3" mb={6}>
        {title}
      </Title>
      {count === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <ul>{children}</ul>
      )}
    </section>
  );
}

function Entry({ atMs, transport, testId, children }: { atMs: number; transport: ReviewTransport; testId: string; children: ReactNode }) {
  const { t } = useTranslation();
  const time = formatClock(atMs);
  return (
    <li>
      <button
        type="button"
        className={classes.entry}
        onClick={() => transport.seek(atMs)}
        title={t('review.goTo', { time })}
        data-testid={testId}
        data-ms={atMs}
      >
        <span className={classes.time}>{time}</span>
        <span className={classes.text}>{children}</span>
      </button>
    </li>
  );
}

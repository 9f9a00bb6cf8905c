import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import type { MarkerBook } from '../../core/session/markerBook';
import { useMediaClient } from '../../hooks/useMedia';
import type { Notes } from '../../hooks/useNotes';
import { useSessionView } from '../../hooks/useSession';
import { AffectPanel } from '../affect/AffectPanel';
import { CallControls } from '../call/CallControls';
import { CallStage } from '../call/CallStage';
import classes from './LiveRoom.module.css';
import { MarkersPanel } from './MarkersPanel';
import { NotesPanel } from './NotesPanel';

/** The running session: the patient's picture, notes and markers, and what the face shows. */
export function LiveRoom({ local, book, notes }: { local: LocalMedia; book: MarkerBook; notes: Notes }) {
  const { t } = useTranslation();
  const view = useSessionView();
  const media = useMediaClient(view.sessionId, local, true);
  return (
    <div className={classes.room}>
      <CallStage
        media={media}
        local={local}
        other="patient"
        otherName={view.patientName ?? ''}
        otherPresent={view.patientPresent}
        controls={<CallControls local={local} />}
      />
      <aside className={classes.writing} aria-label={t('room.panelNotes')}>
        <NotesPanel notes={notes} />
        <MarkersPanel book={book} />
      </aside>
      <aside className={classes.affect} aria-label={t('room.panelFace')}>
        <AffectPanel />
      </aside>
    </div>
  );
}

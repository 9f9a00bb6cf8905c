import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import type { MarkerBook } from '../../core/session/markerBook';
import { useMediaClient } from '../../hooks/useMedia';
import type { Mark } from '../../hooks/useMarkers';
import { useSessionView } from '../../hooks/useSession';
import { AffectPanel } from '../affect/AffectPanel';
import { CallControls } from '../call/CallControls';
import { CallStage } from '../call/CallStage';
import { PictureInPicture } from '../call/PictureInPicture';
import classes from './LiveRoom.module.css';
import { MarkersPanel } from './MarkersPanel';
import { NotesPanel, type NoteBooks } from '../notes/NotesPanel';
import { TalkStrip } from './TalkStrip';
import { usePatientAway } from './usePatientAway';

/** The running session: the patient's picture, notes and markers, and what the face shows. */
export function LiveRoom({ local, book, mark, books }: { local: LocalMedia; book: MarkerBook; mark: Mark; books: NoteBooks }) {
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
        away={usePatientAway()}
        otherSends={view.patientSends}
        controls={
          <CallControls local={local} share>
            <PictureInPicture testId="remote-video" />
          </CallControls>
        }
      />
      <aside className={classes.writing} aria-label={t('room.panelNotes')}>
        <NotesPanel books={books} />
        <MarkersPanel book={book} mark={mark} />
      </aside>
      <aside className={classes.affect} aria-label={t('room.panelFace')}>
        <TalkStrip />
        <AffectPanel />
      </aside>
    </div>
  );
}

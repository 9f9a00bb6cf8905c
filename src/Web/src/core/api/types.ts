/** The gateway's JSON, as the client reads it. Times named `...Ms` are milliseconds on the session clock; dates are ISO 8601, UTC. */

import type { MemberRole } from './practice';

export type Phase = 'scheduled' | 'waiting' | 'live' | 'ended';
export type Role = 'clinician' | 'patient';
/** What recording or emotion analysis is doing. */
export type ProcessingState = 'notConsented' | 'ready' | 'active' | 'paused' | 'withdrawn' | 'forbidden' | 'failed' | 'delayed';
export type ConsentKind = 'call' | 'recording' | 'emotionAnalysis' | 'supervision';
export type ConsentDecision = 'granted' | 'paused' | 'withdrawn';

/** A patient is in a session, on their own page, or both. */
export type Me = MemberMe | { role: 'patient'; sessionId?: string; ownPage?: boolean };

/** A member of the practice. */
export interface MemberMe {
  role: 'clinician';
  clinicianId: string;
  displayName: string;
  practiceName: string;
  roles: MemberRole[];
  /** The policy wants a second factor before anything else. */
  mustEnrol?: boolean;
}

export interface InviteInfo {
  practiceName: string;
  clinicianName: string;
  scheduledFor: string | null;
  phase: Phase;
  needsPasscode: boolean;
}

export interface SessionSummary {
  sessionId: string;
  phase: Phase;
  scheduledFor: string | null;
  liveSince: string | null;
  endedAt: string | null;
  patientPresent?: boolean;
}

export interface PatientListItem {
  patientId: string;
  displayName: string;
  lastSession: SessionSummary | null;
  sessionCount: number;
  /** Asked for everything to be erased, and waits for an answer. */
  asksErasure: boolean;
}

export interface PatientDetail {
  patientId: string;
  displayName: string;
  sessions: SessionSummary[];
}

export interface OpenSession {
  sessionId: string;
  patientId: string;
  patientName: string;
  phase: Phase;
  scheduledFor: string | null;
  patientPresent: boolean;
}

export interface Invite {
  url: string;
  /** The same link as other devices in this network reach it; empty where there is none. */
  networkUrls: string[];
  token: string;
  expiresAt: string;
  /** What the patient types besides opening the link; null where nothing. */
  passcode: string | null;
}

export interface Marker {
  id: string;
  atMs: number;
  label: string;
  categoryId?: string | null;
}

export interface Note {
  id: string;
  atMs: number;
  text: string;
  revision: number;
  updatedAt: string;
  /** `plain`: from before notes had a format. */
  format: 'plain' | 'markdown';
  template: string | null;
  /** Once set the text never changes; what comes later is an amendment. */
  signedAt: string | null;
  amendments: Amendment[];
}

export interface Amendment {
  id: string;
  text: string;
  at: string;
}

/** A note as it stood after one stretch of writing. */
export interface NoteRevision {
  revision: number;
  text: string;
  format: 'plain' | 'markdown';
  at: string;
}

/** `process`: psychotherapy notes, kept apart from the record. */
export type NoteKind = 'record' | 'process';

export interface NoteTemplate {
  id: string;
  name: string;
  text: string;
}

export const markerColors = ['blue', 'orange', 'green', 'purple', 'vermilion', 'sky', 'yellow', 'grey'] as const;
export type MarkerColor = (typeof markerColors)[number];

export interface MarkerCategory {
  id: string;
  /** Empty for one that came with the product: it is named in the reader's language. */
  label: string;
  color: MarkerColor;
  key: string;
  retired: boolean;
}

export const indicators = ['talkBalance', 'silence', 'turnLength', 'suggestions', 'endWarning'] as const;
export type Indicator = (typeof indicators)[number];

export interface Workspace {
  markerCategories: MarkerCategory[];
  templates: NoteTemplate[];
  practiceTemplates: NoteTemplate[];
  hiddenIndicators: Indicator[];
}

export interface Suggestion {
  id: string;
  reason: 'tensionBurst' | 'stillFace' | 'longSilence';
  atMs: number;
  durationMs: number;
  state: 'open' | 'accepted' | 'dismissed';
}

export interface SafetyDetails {
  location: string;
  callbackNumber: string;
  contactName: string;
  contactNumber: string;
}

/** How much of the other side's picture this person's network carries, as the server finds it out. */
export type ViewedPicture = 'whole' | 'part' | 'none';

/** Who has spoken how long, once a second while the session is live and analysed. Milliseconds. */
export interface TalkNow {
  clinicianMs: number;
  patientMs: number;
  silentForMs: number;
  /** Whose turn it is, and since when. */
  turn: { speaker: Role; lengthMs: number } | null;
}

export interface ConsentEntry {
  kind: ConsentKind;
  decision: ConsentDecision;
  at: string;
  textVersion: string;
}

/** Why the patient is not there: not come since they were let in, gone without a word, or gone on purpose. */
export interface Absence {
  why: 'notYet' | 'lost' | 'left';
  since: string;
}

/** Whether a side's camera (or shared screen) and microphone are on. */
export interface Sending {
  camera: boolean;
  microphone: boolean;
}

export interface SessionView {
  sessionId: string;
  /** Counts up with every change; a lower one that arrives late is stale. */
  version: number;
  phase: Phase;
  scheduledFor: string | null;
  liveSince: string | null;
  endedAt: string | null;
  serverTime: string;
  /** The session clock when this view was made; null before the session is live. */
  clockMs: number | null;
  patientPresent: boolean;
  clinicianPresent: boolean;
  /** What each side sends; null where its page has not said. */
  patientSends: Sending | null;
  clinicianSends: Sending | null;
  recording: ProcessingState;
  emotionAnalysis: ProcessingState;
  you: Role;
  clinicianName: string;
  practiceName: string;
  /** Whether the patient agrees to supervision now. */
  supervision: boolean;
  plannedMinutes: number;
  safetyConfirmed: boolean;
  /** From here on: only a clinician is sent these. */
  patientId?: string;
  patientName?: string;
  patientAway?: Absence;
  markers?: Marker[];
  consents?: ConsentEntry[];
  suggestions?: Suggestion[];
  safety?: { details: SafetyDetails; at: string };
}

export type NoReadingReason =
  | 'noFace'
  | 'turnedAway'
  | 'tooDark'
  | 'tooSmall'
  | 'covered'
  | 'blurred'
  | 'severalFaces'
  | 'stillPicture'
  | 'consentWithdrawn'
  | 'noVideo'
  | 'forbiddenByPolicy';

export const emotions = ['happiness', 'sadness', 'surprise', 'fear', 'anger', 'disgust', 'contempt'] as const;
export type Emotion = (typeof emotions)[number];

/** Those that are estimated: contempt needs sides of AU14, which are not read well enough (infra/adr/0025). A line that is always at zero would say it is absent. */
export const estimatedEmotions: readonly Emotion[] = emotions.filter((emotion) => emotion !== 'contempt');

/** FACS numbers of the Action Units that are read, in FACS order: AU23 is not, the heads that the network learned from have no muscle for it. */
export const actionUnits = [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 18, 20, 24, 25, 26, 28, 45] as const;
export type ActionUnit = (typeof actionUnits)[number];

export interface FaceQuality {
  overall: number;
  faceHeight: number;
  brightness: number;
  yawDegrees: number;
  pitchDegrees: number;
}

export interface EmotionEstimate {
  emotion: Emotion;
  confidence: number;
  /** FACS numbers that speak for it, strongest first. */
  evidence: number[];
}

/** Where the emotions that a face resembles lie: each from -1 to 1, with the standard deviation to be expected. */
export interface CoreAffect {
  /** Unpleasant to pleasant. */
  valence: number;
  valenceDeviation: number;
  /** Calm to stirred. */
  arousal: number;
  arousalDeviation: number;
}

export interface AffectSample {
  sequence: number;
  atMs: number;
  /** RTP timestamp (90 kHz) of the frame; null where no frame stands behind the sample. */
  mediaTimestamp: number | null;
  noReading: NoReadingReason | null;
  quality: FaceQuality | null;
  /** FACS number -> intensity 0-5. Empty without a reading; a unit that something covers is missing. */
  actionUnits: Record<string, number>;
  /** FACS number -> standard deviation to be expected of the intensity, where the estimator says one. */
  deviations: Record<string, number>;
  /** FACS number -> the person's left minus their right, of the units that are one-sided; a gateway of an earlier version says none. */
  asymmetries?: Record<string, number>;
  emotions: EmotionEstimate[];
  /** Null where the face resembles no emotion's prototype. */
  coreAffect: CoreAffect | null;
}

export interface Segment {
  segmentId: string;
  participant: Role;
  startMs: number;
  durationMs: number;
  url: string;
}

/**
 * A segment, or the affect track, that is not what was recorded: its end is gone, bytes were altered, all of it is gone, another file lies in its
 * place, or the recording's list does not have it any more.
 */
export interface RecordingFault {
  segmentId: string;
  participant: Role | null;
  startMs: number;
  fault: 'shortened' | 'altered' | 'lost' | 'replaced' | 'unlisted' | 'track';
}

export interface Review {
  session: SessionView;
  patientName: string;
  durationMs: number;
  segments: Segment[];
  faults: RecordingFault[];
  markers: Marker[];
  notes: Note[];
  accesses: { at: string; what: string; actor: string; under: string | null }[];
  /** `break-glass` where the session is not the reader's own. */
  under: string | null;
}

/** A whole affect track, column by column; every array is aligned with `atMs`. */
export interface AffectTrack {
  atMs: number[];
  noReading: (NoReadingReason | null)[];
  quality: (number | null)[];
  actionUnits: Record<string, (number | null)[]>;
  /** Standard deviation to be expected of each intensity; units without are missing. */
  deviations: Record<string, (number | null)[]>;
  /** The person's left minus their right, of units that were one-sided at some time; null where both their sides looked alike. */
  asymmetries?: Record<string, (number | null)[]>;
  /** 0 where a reading does not show an emotion; null for one that is not estimated, and without a reading. */
  emotions: Record<string, (number | null)[]>;
}

export interface MediaToken {
  token: string;
  whipUrl: string;
  expiresAt: string;
  /** TURN servers, for networks that let no UDP through; their credentials expire. */
  iceServers: RTCIceServer[];
}

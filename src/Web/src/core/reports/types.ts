import type { Marker, NoReadingReason, Note, Role } from '../api/types';

/** An emotion's name, or `au` and an Action Unit's FACS number. */
export type ChannelKey = string;

/** A stretch without a reading; `reason` is null where no sample came at all. */
export interface ReportGap {
  fromMs: number;
  toMs: number;
  reason: NoReadingReason | null;
}

/** One channel in equal steps of time: lowest, mean and highest reading of each step; null where a step holds none. */
export interface TimelineCurve {
  channel: ChannelKey;
  low: (number | null)[];
  mean: (number | null)[];
  high: (number | null)[];
}

export interface Timeline {
  stepMs: number;
  curves: TimelineCurve[];
  gaps: ReportGap[];
}

export interface ChannelSummary {
  channel: ChannelKey;
  readMs: number;
  mean: number;
  /** The mean's 95 % interval; null with too little time for one. */
  meanLow: number | null;
  meanHigh: number | null;
  /** Below which it stayed for 5, 25, 50, 75 and 95 % of the time. */
  quantiles: number[];
  /** Share of the time in ten equal steps from 0 to the maximum. */
  distribution: number[];
  /** Share of the time at or above the onset threshold. */
  shown: number;
  episodes: number;
  episodesMs: number;
}

export interface Episode {
  channel: ChannelKey;
  onsetMs: number;
  peakMs: number;
  endMs: number;
  peak: number;
  /** It ends because reading stopped. */
  cut: boolean;
}

export interface ReportNumbers {
  summary: {
    durationMs: number;
    readMs: number;
    gaps: { reason: NoReadingReason | null; totalMs: number }[];
    channels: ChannelSummary[];
  };
  timeline: Timeline;
  episodes: Episode[];
}

export interface Baseline {
  channel: ChannelKey;
  sessions: number;
  median: number;
  low: number;
  high: number;
}

export type ReportState = 'made' | 'notAnalysed' | 'withdrawn' | 'erased' | 'unreadable';

export interface SessionReport {
  sessionId: string;
  patientId: string;
  patientName: string;
  liveSince: string | null;
  durationMs: number;
  state: ReportState;
  recorded: boolean;
  report: ReportNumbers | null;
  baseline: Baseline[];
  markers: Marker[];
  notes: Note[];
  talk: TalkTrack | null;
}

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export type Attendance = 'held' | 'notHeld' | 'open';

export interface CourseSession {
  sessionId: string;
  at: string;
  attendance: Attendance;
  durationMs: number | null;
  readMs: number | null;
}

/** One channel over a course, aligned with its sessions; null where it was not read for long enough. */
export interface CourseColumn {
  mean: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  /** Five columns: 5, 25, 50, 75 and 95 %. */
  quantiles: (number | null)[][];
  shown: (number | null)[];
  episodes: (number | null)[];
}

export interface ChannelTrend {
  channel: ChannelKey;
  sessions: number;
  mean: number;
  meanInterval: Interval | null;
  /** Change in 30 days. */
  slope: Interval | null;
}

export interface Course {
  patientId: string;
  patientName: string;
  sessions: CourseSession[];
  channels: Partial<Record<ChannelKey, CourseColumn>>;
  trends: ChannelTrend[];
}

export interface CourseMarkers {
  /** The label of a category that came with the product is empty. */
  categories: { id: string; label: string }[];
  sessions: { sessionId: string; at: string; markers: (Marker & { categoryId?: string | null })[] }[];
}

/** Who spoke when; outside the observed spans nothing is known. */
export interface TalkTrack {
  turns: { speaker: Role; startMs: number; endMs: number }[];
  observed: { fromMs: number; toMs: number }[];
}

export interface NoteHit {
  sessionId: string;
  at: string;
  noteId: string;
  atMs: number;
  excerpt: { text: string; highlights: { start: number; length: number }[] };
}

export interface NoteHits {
  total: number;
  hits: NoteHit[];
}

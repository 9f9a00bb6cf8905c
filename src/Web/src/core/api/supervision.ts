import { request } from './http';

export const figureKinds = ['outcome', 'recording', 'analysis', 'reading', 'notes'] as const;
export type FigureKind = (typeof figureKinds)[number];

/** One figure of a group's month; `sessions` is null where it rests on too few patients to be shown. */
export interface FigureCell {
  kind: FigureKind;
  category: FigureCategory;
  sessions: number | null;
}

export type FigureCategory =
  | 'held'
  | 'noShow'
  | 'cancelled'
  | 'granted'
  | 'notGranted'
  | 'good'
  | 'fair'
  | 'poor'
  | 'unknown'
  | 'withinDay'
  | 'withinThreeDays'
  | 'later'
  | 'notSigned';

export interface GroupMonth {
  /** E.g. `2026-10`. */
  month: string;
  therapists: number;
  cells: FigureCell[];
}

/** What a supervisor sees of their group. */
export const supervisionApi = {
  months: (signal?: AbortSignal) => request<string[]>('GET', '/api/supervision/months', { signal }),
  month: (month: string, signal?: AbortSignal) =>
    request<GroupMonth>('GET', `/api/supervision/months/${encodeURIComponent(month)}`, { signal }),
};

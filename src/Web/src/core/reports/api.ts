import { request } from '../api/http';
import type { Period } from './period';
import type { Course, CourseMarkers, NoteHits, SessionReport } from './types';

const session = (id: string, tail: string) => `/api/sessions/${encodeURIComponent(id)}/${tail}`;
const patient = (id: string, tail: string) => `/api/patients/${encodeURIComponent(id)}/${tail}`;

function query({ from, to }: Period, more: Record<string, string> = {}): string {
  const parameters = new URLSearchParams(more);
  if (from) parameters.set('from', from);
  if (to) parameters.set('to', to);
  return parameters.size > 0 ? `?${parameters.toString()}` : '';
}

/** Where reports lie as files; each download is an entry of the audit log. */
export const reportFiles = {
  sessionPdf: (id: string, language: string) => session(id, `report.pdf?lang=${language}`),
  sessionCsv: (id: string) => session(id, 'report.csv'),
  coursePdf: (id: string, period: Period, language: string) => patient(id, `course.pdf${query(period, { lang: language })}`),
  courseCsv: (id: string, period: Period) => patient(id, `course.csv${query(period)}`),
  courseFhir: (id: string, period: Period) => patient(id, `course.fhir.json${query(period)}`),
};

/** The gateway's reports. All of them throw `ApiProblem`. */
export const reportsApi = {
  session: (id: string, signal?: AbortSignal) => request<SessionReport>('GET', session(id, 'report'), { signal }),
  course: (id: string, period: Period, signal?: AbortSignal) => request<Course>('GET', patient(id, `course${query(period)}`), { signal }),
  markers: (id: string, period: Period, signal?: AbortSignal) =>
    request<CourseMarkers>('GET', patient(id, `course/markers${query(period)}`), { signal }),
  /** What is looked for stays out of the address. */
  search: (id: string, words: string, period: Period) =>
    request<NoteHits>('POST', patient(id, 'notes/search'), { body: { query: words, from: period.from, to: period.to } }),
  /** In one's own process notes, which no other search reaches. */
  searchProcessNotes: (id: string, words: string) =>
    request<NoteHits>('POST', patient(id, 'process-notes/search'), { body: { query: words } }),
};

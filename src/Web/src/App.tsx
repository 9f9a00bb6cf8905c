import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ErrorBoundary } from './components/ErrorBoundary';
import { OfflineBanner } from './components/OfflineBanner';
import { ClinicianOnly } from './components/ClinicianOnly';
import { lazyPage } from './components/lazyPage';
import { AuthProvider, type Auth } from './hooks/useAuth';

// Every page is a chunk of its own: a patient's phone never loads the therapist's room, nor the room the review.
const SignInPage = lazyPage(() => import('./pages/SignInPage'));
const CaseloadPage = lazyPage(() => import('./pages/CaseloadPage'));
const PatientPage = lazyPage(() => import('./pages/PatientPage'));
const RoomPage = lazyPage(() => import('./pages/RoomPage'));
const WorkspacePage = lazyPage(() => import('./pages/WorkspacePage'));
const ReviewPage = lazyPage(() => import('./pages/ReviewPage'));
const SessionReportPage = lazyPage(() => import('./pages/SessionReportPage'));
const CoursePage = lazyPage(() => import('./pages/CoursePage'));
const HowToReadPage = lazyPage(() => import('./pages/HowToReadPage'));
const JoinPage = lazyPage(() => import('./pages/JoinPage'));
const AccountPage = lazyPage(() => import('./pages/AccountPage'));
const MembersPage = lazyPage(() => import('./pages/MembersPage'));
const PolicyPage = lazyPage(() => import('./pages/PolicyPage'));
const OperationsPage = lazyPage(() => import('./pages/OperationsPage'));
const AuditPage = lazyPage(() => import('./pages/AuditPage'));
const PracticeTemplatesPage = lazyPage(() => import('./pages/PracticeTemplatesPage'));
const ProcessNotesPage = lazyPage(() => import('./pages/ProcessNotesPage'));
const SupervisionPage = lazyPage(() => import('./pages/SupervisionPage'));
const WelcomePage = lazyPage(() => import('./pages/WelcomePage'));
const MePage = lazyPage(() => import('./pages/MePage'));
const ClipsPage = lazyPage(() => import('./pages/ClipsPage'));
const ClipPage = lazyPage(() => import('./pages/ClipPage'));
const BreakGlassPage = lazyPage(() => import('./pages/BreakGlassPage'));
const NotFoundPage = lazyPage(() => import('./pages/NotFoundPage'));

/** The whole client. `who` is asked for while words are still loading. */
export function App({ who }: { who: Promise<Auth> }) {
  const [location] = useLocation();
  return (
    <AuthProvider who={who}>
      <OfflineBanner />
      <ErrorBoundary key={location}>
        <Switch>
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/join" component={JoinPage} />
          <Route path="/welcome" component={WelcomePage} />
          <Route path="/account">
            <ClinicianOnly need="member">
              <AccountPage />
            </ClinicianOnly>
          </Route>
          <Route path="/supervision">
            <ClinicianOnly need="supervisor">
              <SupervisionPage />
            </ClinicianOnly>
          </Route>
          <Route path="/practice/members">
            <ClinicianOnly need="administrator">
              <MembersPage />
            </ClinicianOnly>
          </Route>
          <Route path="/practice/policy">
            <ClinicianOnly need="administrator">
              <PolicyPage />
            </ClinicianOnly>
          </Route>
          <Route path="/practice/templates">
            <ClinicianOnly need="administrator">
              <PracticeTemplatesPage />
            </ClinicianOnly>
          </Route>
          <Route path="/practice/audit">
            <ClinicianOnly need="administrator">
              <AuditPage />
            </ClinicianOnly>
          </Route>
          <Route path="/operations">
            <ClinicianOnly need="administrator">
              <OperationsPage />
            </ClinicianOnly>
          </Route>
          <Route path="/me" component={MePage} />
          <Route path="/clips">
            <ClinicianOnly need="supervisor">
              <ClipsPage />
            </ClinicianOnly>
          </Route>
          <Route path="/clips/:session/:clip">
            {({ session, clip }) => (
              <ClinicianOnly need="supervisor">
                <ClipPage key={clip} sessionId={session} clipId={clip} />
              </ClinicianOnly>
            )}
          </Route>
          <Route path="/break-glass">
            <ClinicianOnly need="member">
              <BreakGlassPage />
            </ClinicianOnly>
          </Route>
          <Route path="/">
            <ClinicianOnly>
              <CaseloadPage />
            </ClinicianOnly>
          </Route>
          <Route path="/patients/:id">
            {({ id }) => (
              <ClinicianOnly>
                <PatientPage key={id} patientId={id} />
              </ClinicianOnly>
            )}
          </Route>
          <Route path="/patients/:id/course">
            {({ id }) => (
              <ClinicianOnly>
                <CoursePage key={id} patientId={id} />
              </ClinicianOnly>
            )}
          </Route>
          <Route path="/patients/:id/process-notes">
            {({ id }) => (
              <ClinicianOnly>
                <ProcessNotesPage key={id} patientId={id} />
              </ClinicianOnly>
            )}
          </Route>
          <Route path="/reports/how-to-read">
            <ClinicianOnly>
              <HowToReadPage />
            </ClinicianOnly>
          </Route>
          <Route path="/sessions/:id/report">
            {({ id }) => (
              <ClinicianOnly>
                <SessionReportPage key={id} sessionId={id} />
              </ClinicianOnly>
            )}
          </Route>
          <Route path="/workspace">
            <ClinicianOnly>
              <WorkspacePage />
            </ClinicianOnly>
          </Route>
          <Route path="/sessions/:id/review">
            {({ id }) => (
              <ClinicianOnly need="member">
                <ReviewPage key={id} sessionId={id} />
              </ClinicianOnly>
            )}
          </Route>
          <Route path="/sessions/:id">
            {({ id }) => (
              <ClinicianOnly>
                <RoomPage key={id} sessionId={id} />
              </ClinicianOnly>
            )}
          </Route>
          <Route path="/caseload">
            <Redirect to="/" replace />
          </Route>
          <Route component={NotFoundPage} />
        </Switch>
      </ErrorBoundary>
    </AuthProvider>
  );
}

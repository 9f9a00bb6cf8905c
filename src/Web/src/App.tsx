import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ErrorBoundary } from './components/ErrorBoundary';
import { OfflineBanner } from './components/OfflineBanner';
import { PageLoader } from './components/PageLoader';
import { ClinicianOnly } from './components/ClinicianOnly';
import { AuthProvider } from './hooks/useAuth';

// Every page is a chunk of its own: a patient's phone never loads the therapist's room, nor the room the review.
const SignInPage = lazy(() => import('./pages/SignInPage'));
const CaseloadPage = lazy(() => import('./pages/CaseloadPage'));
const PatientPage = lazy(() => import('./pages/PatientPage'));
const RoomPage = lazy(() => import('./pages/RoomPage'));
const WorkspacePage = lazy(() => import('./pages/WorkspacePage'));
const ReviewPage = lazy(() => import('./pages/ReviewPage'));
const SessionReportPage = lazy(() => import('./pages/SessionReportPage'));
const CoursePage = lazy(() => import('./pages/CoursePage'));
const HowToReadPage = lazy(() => import('./pages/HowToReadPage'));
const JoinPage = lazy(() => import('./pages/JoinPage'));
const AccountPage = lazy(() => import('./pages/AccountPage'));
const MembersPage = lazy(() => import('./pages/MembersPage'));
const PolicyPage = lazy(() => import('./pages/PolicyPage'));
const OperationsPage = lazy(() => import('./pages/OperationsPage'));
const SupervisionPage = lazy(() => import('./pages/SupervisionPage'));
const WelcomePage = lazy(() => import('./pages/WelcomePage'));
const MePage = lazy(() => import('./pages/MePage'));
const ClipsPage = lazy(() => import('./pages/ClipsPage'));
const ClipPage = lazy(() => import('./pages/ClipPage'));
const BreakGlassPage = lazy(() => import('./pages/BreakGlassPage'));
const NotFoundPage = lazy(() => import('./pages/NotFoundPage'));

export function App() {
  const [location] = useLocation();
  return (
    <AuthProvider>
      <OfflineBanner />
      <ErrorBoundary key={location}>
        <Suspense fallback={<PageLoader />}>
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
        </Suspense>
      </ErrorBoundary>
    </AuthProvider>
  );
}

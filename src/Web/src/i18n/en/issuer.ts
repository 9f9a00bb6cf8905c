/** Sign-in by the practice's issuer. */
export const issuer = {
  signIn: 'Continue with {{provider}}',
  join: 'Join with {{provider}}',
  or: 'or with a password',
  codeLead: 'You are almost in. This account is also protected by your authenticator app.',
  startAgain: 'Start again',
  welcomeLead: 'You were invited as {{roles}}. Here, members sign in with the account they already have.',
  title: 'Sign-in with {{provider}}',
  text: 'Connect your {{provider}} account once; then you sign in with it. Your address is never used to recognise you.',
  connected: 'Connected',
  notConnected: 'Not connected',
  connect: 'Connect',
  connectAnother: 'Connect another account',
  confirm: 'This works within ten minutes of signing in.',
  onlyLabel: 'Sign in with {{provider}} only',
  onlyText: 'Nobody gets in with a password any more. Let all members connect their accounts first: whoever has not cannot get in.',
};

export const crisis = {
  title: 'Emergencies and crises',
  text: 'Whom your patients can call. It stands at the foot of every page that they see, in the waiting room and when the call breaks off.',
  emergencyNumber: 'Emergency number',
  emergencyNumberText: '112 in the European Union; elsewhere that of your country.',
  line: 'Crisis line {{number}}',
  name: 'Crisis line',
  number: 'Telephone number',
  hours: 'When (empty: at any time)',
  hoursHint: 'Every day, 9 to 24',
  remove: 'Remove {{name}}',
  add: 'Add a crisis line',
  saved: 'Saved. Patients see it when they next open a page.',
};

/** How long a session is meant to take. */
export const plan = {
  title: 'Planned length',
  minutes: 'Planned length, minutes',
  hint: 'Ten and five minutes before its end the room tells you, quietly. Nothing ends by itself.',
  range: 'From {{from}} to {{to}} minutes.',
  save: 'Save',
  saved: 'Saved',
};

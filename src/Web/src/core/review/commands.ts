/** Everything the review's player can be told by key, in the order in which the keyboard map lists it. */
export const reviewCommands = [
  'playPause',
  'back',
  'forward',
  'nextMarker',
  'previousMarker',
  'nextNote',
  'previousNote',
  'slower',
  'faster',
  'hidePatient',
  'hideClinician',
  'mutePatient',
  'muteClinician',
  'help',
] as const;
export type ReviewCommand = (typeof reviewCommands)[number];

/** The keys as they are shown; `Shift` and a letter stand for both together. Letters that every keyboard has, whatever its language. */
export const keysOf: Record<ReviewCommand, readonly string[]> = {
  playPause: ['Space'],
  back: ['←'],
  forward: ['→'],
  nextMarker: ['M'],
  previousMarker: ['Shift', 'M'],
  nextNote: ['N'],
  previousNote: ['Shift', 'N'],
  slower: ['−'],
  faster: ['+'],
  hidePatient: ['H'],
  hideClinician: ['Shift', 'H'],
  mutePatient: ['S'],
  muteClinician: ['Shift', 'S'],
  help: ['?'],
};

const plain: Partial<Record<string, ReviewCommand>> = {
  ' ': 'playPause',
  arrowleft: 'back',
  arrowright: 'forward',
  m: 'nextMarker',
  n: 'nextNote',
  h: 'hidePatient',
  s: 'mutePatient',
};

const shifted: Partial<Record<string, ReviewCommand>> = {
  m: 'previousMarker',
  n: 'previousNote',
  h: 'hideClinician',
  s: 'muteClinician',
};

// These need Shift on some keyboards and not on others.
const either: Partial<Record<string, ReviewCommand>> = { '-': 'slower', '+': 'faster', '=': 'faster', '?': 'help' };

/** What a key press means, if anything. */
export function commandOf({ key, shiftKey }: { key: string; shiftKey: boolean }): ReviewCommand | null {
  const name = key.toLowerCase();
  return either[name] ?? (shiftKey ? shifted : plain)[name] ?? null;
}

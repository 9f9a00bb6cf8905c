import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Marker, Note, Role } from '../core/api/types';
import { commandOf, type ReviewCommand } from '../core/review/commands';
import { neighbour } from '../core/review/moments';
import type { ReviewTransport } from '../core/review/transport';
import { keysAreTaken } from '../core/util/keys';

const skipMs = 5000;

/** How one participant is shown: covered, silent, or neither. */
export interface Showing {
  hidden: boolean;
  muted: boolean;
}

export interface Player {
  showing: Record<Role, Showing>;
  /** Carries a command out; a jump with nowhere to go does nothing. */
  run: (command: ReviewCommand) => void;
  helpOpen: boolean;
  closeHelp: () => void;
}

const plainView: Showing = { hidden: false, muted: false };

/** What the player can be told, by its buttons or by key (core/review/commands.ts). */
export function usePlayer(transport: ReviewTransport, markers: readonly Marker[], notes: readonly Note[]): Player {
  const [showing, setShowing] = useState<Record<Role, Showing>>({ patient: plainView, clinician: plainView });
  const [helpOpen, setHelpOpen] = useState(false);
  const run = useCallback(
    (command: ReviewCommand) => {
      const jump = (events: readonly { atMs: number }[], direction: -1 | 1) => {
        const moment = neighbour(
          events.map((event) => event.atMs),
          transport.position.get(),
          direction,
        );
        if (moment !== null) transport.seek(moment);
      };
      const flip = (role: Role, what: keyof Showing) =>
        setShowing((before) => ({ ...before, [role]: { ...before[role], [what]: !before[role][what] } }));
      const actions: Record<ReviewCommand, () => void> = {
        playPause: () => transport.toggle(),
        back: () => transport.skip(-skipMs),
        forward: () => transport.skip(skipMs),
        nextMarker: () => jump(markers, 1),
        previousMarker: () => jump(markers, -1),
        nextNote: () => jump(notes, 1),
        previousNote: () => jump(notes, -1),
        slower: () => transport.stepRate(-1),
        faster: () => transport.stepRate(1),
        hidePatient: () => flip('patient', 'hidden'),
        hideClinician: () => flip('clinician', 'hidden'),
        mutePatient: () => flip('patient', 'muted'),
        muteClinician: () => flip('clinician', 'muted'),
        help: () => setHelpOpen(true),
      };
      actions[command]();
    },
    [transport, markers, notes],
  );
  useKeys(run);
  const closeHelp = useCallback(() => setHelpOpen(false), []);
  return useMemo(() => ({ showing, run, helpOpen, closeHelp }), [showing, run, helpOpen, closeHelp]);
}

function useKeys(run: (command: ReviewCommand) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (!command || keysAreTaken(event)) return;
      const onControl = event.target instanceof Element && event.target.closest('button, a, summary, [role="option"]') !== null;
      // Space presses the button that has the focus.
      if (command === 'playPause' && onControl) return;
      run(command);
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [run]);
}

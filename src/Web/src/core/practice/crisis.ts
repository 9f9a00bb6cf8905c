import { practiceApi, type Crisis } from '../api/practice';
import { Store } from '../util/store';

const storageKey = 'psycare.crisis';

/** The emergency number of the European Union, for as long as the practice's own is not known. */
const usual: Crisis = { emergencyNumber: '112', lines: [] };

/** Whom to call in an emergency or a crisis. What was read last stays in this browser: it must be there when the practice cannot be reached. */
export const crisis = new Store<Crisis>(kept());

let asking: Promise<void> | null = null;

/** Reads it from the gateway, once a page load; a failure is tried again by whoever asks next. */
export function askCrisis(): void {
  asking ??= practiceApi.crisis().then(setCrisis, () => {
    asking = null;
  });
}

export function setCrisis(next: Crisis): void {
  crisis.set(next);
  localStorage.setItem(storageKey, JSON.stringify(next));
}

function kept(): Crisis {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Crisis>) };
  } catch {
    return usual;
  }
}

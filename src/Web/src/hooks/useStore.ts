import { useSyncExternalStore } from 'react';
import type { ReadableStore } from '../core/util/store';

/** A store's value; renders again when it is replaced. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** A part of a store's value; renders again only when the part changes (by `Object.is`), so `select` should return a primitive. */
export function useSelected<T, P>(store: ReadableStore<T>, select: (value: T) => P): P {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

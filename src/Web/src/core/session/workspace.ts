import type { MarkerCategory, MarkerColor, Workspace } from '../api/types';

/** The colours of `MarkerColor` (Okabe and Ito, Color Universal Design): told apart with any colour vision. */
export const colorValues: Record<MarkerColor, string> = {
  blue: '#0072b2',
  orange: '#e69f00',
  green: '#009e73',
  purple: '#cc79a7',
  vermilion: '#d55e00',
  sky: '#56b4e9',
  yellow: '#f0e442',
  grey: '#8c8c8c',
};

/** Names of the categories that came with the product; they have keys in the dictionaries. */
export const builtInCategories = ['insight', 'avoidance', 'rupture', 'risk'] as const;
export type BuiltInCategory = (typeof builtInCategories)[number];

export const isBuiltIn = (id: string): id is BuiltInCategory => builtInCategories.some((known) => known === id);

/** What the room works with until the clinician's own workspace has been read, and where it cannot be. */
export const defaultWorkspace: Workspace = {
  markerCategories: [
    { id: 'insight', label: '', color: 'blue', key: '1', retired: false },
    { id: 'avoidance', label: '', color: 'orange', key: '2', retired: false },
    { id: 'rupture', label: '', color: 'purple', key: '3', retired: false },
    { id: 'risk', label: '', color: 'vermilion', key: '4', retired: false },
  ],
  templates: [],
  practiceTemplates: [],
  hiddenIndicators: [],
};

/** The category whose key this is. */
export const categoryOfKey = (categories: readonly MarkerCategory[], key: string): MarkerCategory | undefined =>
  categories.find((category) => !category.retired && category.key === key.toLowerCase());

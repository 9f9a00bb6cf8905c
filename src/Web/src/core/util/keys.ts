const editable = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/** True while the person is typing, or a dialog is open: then a key means itself and no command. */
export function keysAreTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  if (target instanceof Element && target.closest(editable)) return true;
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/** True for the key that drops a marker: `m` or `M`, pressed once. */
export function isMarkerKey(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === 'm' && !event.repeat && !keysAreTaken(event);
}

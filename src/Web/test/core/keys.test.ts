import { afterEach, describe, expect, it } from 'vitest';
import { isMarkerKey } from '../../src/core/util/keys';

function press(target: Element, init: KeyboardEventInit): boolean {
  let is = false;
  const listener = (event: KeyboardEvent) => {
    is = isMarkerKey(event);
  };
  window.addEventListener('keydown', listener);
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
  window.removeEventListener('keydown', listener);
  return is;
}

describe('marker key', () => {
  afterEach(() => void (document.body.innerHTML = ''));

  it.each(['m', 'M'])('%s drops a marker', (key) => {
    expect(press(document.body, { key })).toBe(true);
  });

  it('no other key does', () => {
    expect(press(document.body, { key: 'n' })).toBe(false);
  });

  it('does nothing with a modifier, or while it is held down', () => {
    expect(press(document.body, { key: 'm', ctrlKey: true })).toBe(false);
    expect(press(document.body, { key: 'm', metaKey: true })).toBe(false);
    expect(press(document.body, { key: 'm', altKey: true })).toBe(false);
    expect(press(document.body, { key: 'm', repeat: true })).toBe(false);
  });

  it.each(['<textarea></textarea>', '<input>', '<select></select>', '<div contenteditable="true"><b></b></div>'])(
    'is an ordinary letter in %s',
    (html) => {
      document.body.innerHTML = html;
      expect(press(document.querySelector('textarea, input, select, b')!, { key: 'm' })).toBe(false);
    },
  );

  it('does nothing while a dialog is open', () => {
    document.body.innerHTML = '<div role="dialog" aria-modal="true"><button></button></div>';
    expect(press(document.querySelector('button')!, { key: 'm' })).toBe(false);
  });
});

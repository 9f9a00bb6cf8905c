import type { NoteDraft } from './noteDrafts';
import { isDraft } from './noteDrafts';

const prefix = 'psycare.sealed-drafts.';
const sealAfterMs = 300;

/** Which windows are still open; a window that crashed is not. */
export interface Windows {
  readonly own: string;
  open(): Promise<Set<string>>;
}

/** Every window holds a Web Lock of its own name for as long as it lives. */
export function browserWindows(): Windows {
  const own = crypto.randomUUID();
  const name = (id: string) => `psycare-window-${id}`;
  void navigator.locks.request(name(own), () => new Promise(() => undefined)).catch(() => undefined);
  return {
    own,
    open: async () => {
      const { held = [] } = await navigator.locks.query();
      return new Set(held.flatMap(({ name: held }) => (held?.startsWith(name('')) ? [held.slice(name('').length)] : [])));
    },
  };
}

/**
 * Unsaved notes across a crash of the browser or the computer. They are kept in localStorage, sealed with AES-256-GCM under a key that
 * only the server has and gives only to the signed-in clinician: whoever finds the disk finds nothing. The next window of the same
 * clinician that opens the session takes over what a crashed one has left behind.
 */
export class CrashDrafts {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private latest: readonly NoteDraft[] = [];
  private key: Promise<CryptoKey | null> | undefined;

  constructor(
    private readonly book: string,
    private readonly fetchKey: () => Promise<string>,
    private readonly windows: Windows,
    private readonly storage: Storage = window.localStorage,
  ) {}

  save(drafts: readonly NoteDraft[]): void {
    this.latest = drafts;
    if (drafts.length === 0) this.storage.removeItem(this.slot(this.windows.own));
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.seal();
    }, sealAfterMs);
  }

  /** What crashed windows have left; it is taken out of the storage once it is safe in this window's own. */
  async adopt(): Promise<NoteDraft[]> {
    const open = await this.windows.open().catch(() => null);
    const key = await this.importKey();
    if (!open || !key) return [];
    const found: NoteDraft[] = [];
    for (const slot of Object.keys(this.storage).filter((name) => name.startsWith(this.slot('')))) {
      if (open.has(slot.slice(this.slot('').length)) || slot === this.slot(this.windows.own)) continue;
      const drafts = await this.unseal(key, slot, this.storage.getItem(slot) ?? '');
      if (!drafts) continue;
      found.push(...drafts);
      this.storage.removeItem(slot);
    }
    return found;
  }

  private readonly slot = (windowId: string) => `${prefix}${this.book}.${windowId}`;

  private async seal(): Promise<void> {
    const drafts = this.latest;
    const key = drafts.length > 0 ? await this.importKey() : null;
    if (!key || drafts !== this.latest) return;
    const slot = this.slot(this.windows.own);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(parameters(iv, slot), key, encode(JSON.stringify(drafts)));
    if (drafts !== this.latest) return;
    try {
      this.storage.setItem(slot, toBase64(new Uint8Array([...iv, ...new Uint8Array(sealed)])));
    } catch {
      // Storage full or forbidden: the text is still on the page, and its state says that it is not saved.
    }
  }

  /** Null where it was sealed for somebody else, or altered: it stays for whom it is for. */
  private async unseal(key: CryptoKey, slot: string, sealed: string): Promise<NoteDraft[] | null> {
    try {
      const bytes = fromBase64(sealed);
      const plain = await crypto.subtle.decrypt(parameters(bytes.slice(0, 12), slot), key, bytes.slice(12));
      const parsed: unknown = JSON.parse(new TextDecoder().decode(plain));
      return Array.isArray(parsed) ? parsed.filter(isDraft) : [];
    } catch {
      return null;
    }
  }

  /** Null where there is no key now (offline, or not a secure page): asked for again the next time. */
  private importKey(): Promise<CryptoKey | null> {
    this.key ??= this.fetchKey()
      .then((text) => crypto.subtle.importKey('raw', fromBase64(text), 'AES-GCM', false, ['encrypt', 'decrypt']))
      .catch(() => {
        this.key = undefined;
        return null;
      });
    return this.key;
  }
}

const encode = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const parameters = (iv: Uint8Array<ArrayBuffer>, slot: string) => ({ name: 'AES-GCM', iv, additionalData: encode(slot) });
const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

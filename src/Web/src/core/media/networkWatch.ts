/** Notices that the browser may have another network: it is back online, or went from Wi-Fi to mobile data (not every browser tells). */
export class NetworkWatch {
  private type = network()?.type;
  private readonly onChange = () => {
    // It also tells each new estimate of the same network's speed.
    if (network()?.type === this.type) return;
    this.type = network()?.type;
    this.onOther();
  };

  constructor(private readonly onOther: () => void) {}

  start(): void {
    window.addEventListener('online', this.onOther);
    network()?.addEventListener('change', this.onChange);
  }

  stop(): void {
    window.removeEventListener('online', this.onOther);
    network()?.removeEventListener('change', this.onChange);
  }
}

const network = () => (navigator as { connection?: EventTarget & { type?: string } }).connection;

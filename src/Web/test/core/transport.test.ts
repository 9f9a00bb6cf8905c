import { beforeEach, describe, expect, it } from 'vitest';
import { SegmentPlayer, type VideoElement } from '../../src/core/review/segmentPlayer';
import { ReviewTransport } from '../../src/core/review/transport';
import { segmentOf } from '../fixtures';

/** As much of a video element as the player touches. */
class FakeVideo {
  src = '';
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 4;
  private readonly listeners = new Map<string, () => void>();
  play = () => {
    this.paused = false;
    return Promise.resolve();
  };
  pause = () => void (this.paused = true);
  addEventListener = (event: string, listener: () => void) => void this.listeners.set(event, listener);
  tell = (event: 'error' | 'seeked') => this.listeners.get(event)?.();
}

describe('review transport', () => {
  let video: FakeVideo;
  let transport: ReviewTransport;
  let player: SegmentPlayer;
  const segments = [segmentOf('a', 1000, 4000), segmentOf('b', 8000, 2000)];

  beforeEach(() => {
    video = new FakeVideo();
    transport = new ReviewTransport(12_000);
    player = new SegmentPlayer(video as unknown as VideoElement, segments);
    transport.attach(player);
    transport.tick(0);
  });

  it('shows nothing where nothing was recorded', () => {
    expect(player.coverage.get()).toBe('notRecorded');
    transport.seek(6000);
    expect(player.coverage.get()).toBe('notRecorded');
  });

  it('loads the right file and goes to the right place in it', () => {
    transport.seek(9500);
    expect(player.coverage.get()).toBe('recorded');
    expect(video.src).toBe('/r/b');
    expect(video.currentTime).toBe(1.5);
    expect(video.paused).toBe(true);
  });

  it('shows the last place asked for, also when it was asked for while another was being fetched', () => {
    transport.seek(2000);
    video.seeking = true;
    transport.seek(3000);
    transport.seek(4500);
    expect(video.currentTime).toBe(1);
    video.seeking = false;
    video.tell('seeked');
    expect(video.currentTime).toBe(3.5);
  });

  it('runs on through a stretch that was not recorded', () => {
    transport.seek(6000);
    transport.play();
    for (let now = 100; now <= 2500; now += 100) transport.tick(now);
    expect(transport.position.get()).toBeCloseTo(8500);
    expect(player.coverage.get()).toBe('recorded');
    expect(video.paused).toBe(false);
  });

  it('waits for a picture that loads', () => {
    transport.seek(1500);
    video.readyState = 1;
    transport.play();
    transport.tick(100);
    transport.tick(200);
    expect(transport.position.get()).toBe(1500);
    expect(transport.state.get().waiting).toBe(true);
    video.readyState = 4;
    transport.tick(300);
    expect(transport.position.get()).toBe(1600);
    expect(transport.state.get().waiting).toBe(false);
  });

  it('pulls a picture that drifts a little, and moves one that is far off', () => {
    transport.seek(2000);
    transport.play();
    video.currentTime = 0.8;
    transport.tick(0);
    expect(video.currentTime).toBe(0.8);
    expect(video.playbackRate).toBeGreaterThan(1);
    video.currentTime = 3.5;
    transport.tick(0);
    expect(video.currentTime).toBeCloseTo(1);
  });

  it('does not wait for a file that ended a little early', () => {
    transport.seek(4900);
    video.ended = true;
    video.readyState = 2;
    transport.play();
    transport.tick(100);
    expect(transport.position.get()).toBe(5000);
  });

  it('says that a file cannot be played, and goes on without it', () => {
    transport.seek(1500);
    video.tell('error');
    video.readyState = 0;
    transport.play();
    transport.tick(200);
    expect(player.coverage.get()).toBe('failed');
    expect(transport.position.get()).toBe(1700);
  });

  it('stops at the end and starts over from there', () => {
    transport.seek(11_900);
    transport.play();
    transport.tick(200);
    expect(transport.position.get()).toBe(12_000);
    expect(transport.state.get().playing).toBe(false);
    transport.play();
    expect(transport.position.get()).toBe(0);
  });

  it('does not leap after the tab was asleep', () => {
    transport.seek(6000);
    transport.play();
    transport.tick(60_000);
    expect(transport.position.get()).toBe(6250);
  });
});

"""Trains the unit network for a given time on a set that may still grow; keeps a checkpoint every few minutes. On a processor it takes one thread, and two
of them may run beside each other, each naming the other's OUT as --peer: then they share what they learn.
"""
import argparse
import math
import sys
import time

import torch

from augment import Disturber
from batches import HELD_OUT, TOGETHER, Batches
from exchange import Exchange
from learner import Learner
from network import UnitNetwork
from samples import Samples
from watch import at_rest, watch

PEAK_RATE = 2e-3
AVERAGED = 0.998  # what is kept is a running mean of the weights
LED = 400  # steps by the end of which closer looks are aimed by what the network sees itself
LOADED, SAVED = 20, 120  # seconds between looks at what has been rendered, and between checkpoints
EVERY = {"cpu": 50, "cuda": 1000}  # steps between lines of the log


def main(folder, out, seconds, seed, peer, start, peak, device, people):
    begun = time.time()
    torch.set_num_threads(1)
    torch.backends.cudnn.benchmark = True
    torch.set_float32_matmul_precision("high")
    torch.manual_seed(4)  # both of two begin alike
    network = UnitNetwork()
    samples = opened(folder, 2 * people, begun + seconds)
    if start:
        network.load_state_dict(torch.load(start))
    network.to(device, memory_format=torch.channels_last)
    torch.manual_seed(seed)
    generator = torch.Generator(device).manual_seed(seed)
    batches, disturber = Batches(samples, device, people), Disturber(generator, TOGETHER)
    learner, exchange = Learner(network, device), peer and Exchange(out, peer)
    step, loaded, saved, progress = 0, time.time(), time.time(), None
    while (share := (time.time() - begun) / seconds) < 1:
        rate = peak * min(1, (step + 1) / 100) * max(0.005, 0.5 * (1 + math.cos(math.pi * share)))
        crops, *known = batches.draw(generator)
        parts = learner.step(
            [*disturber.disturbed(crops), *known], rate, max(1 - AVERAGED, 3 / (step + 3)), 0 if start else max(0, 1 - step / LED))
        step += 1
        if exchange and step % exchange.EVERY == 0:
            exchange.meet(network)
        progress = parts.clone() if progress is None else 0.98 * progress + 0.02 * parts
        if step % EVERY[device] == 0:
            named = " ".join(f"{name} {value:.4f}" for name, value in zip(("squares", "ccc", "sides", "glance", "closer"), progress.tolist()))
            print(f"step {step} share {share:.3f} sessions {len(batches.sessions)} {named}", flush=True)
        if time.time() - loaded > LOADED:
            loaded = time.time()
            batches.load()
        if time.time() - saved > SAVED:
            saved = time.time()
            keep(learner.mean, samples, out)
    learn_population(learner.mean, samples, batches.sessions.tolist())
    keep(learner.mean, samples, out)


def opened(folder, fewest, until):
    """The set, once there is enough of it to begin."""
    samples = Samples(folder)
    while (samples.sessions >= HELD_OUT).sum() < fewest:
        if time.time() > until:
            sys.exit(f"fewer than {fewest} sessions to train on were rendered in time")
        time.sleep(1)
        samples.refresh()
    return samples


def keep(network, samples, out):
    torch.save({name: value.cpu() for name, value in network.state_dict().items()}, out)
    watch(network, samples)


def learn_population(network, samples, sessions, most=600):
    """Mean and deviation, over people, of the embedding at rest: where the runtime's baseline starts."""
    rests = at_rest(network, samples, sessions[:most]).mean(1)
    network.population_mean.copy_(rests.mean(0, keepdim=True))
    network.population_spread.copy_(rests.std(0, keepdim=True))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", help="what `render` writes or wrote")
    options.add_argument("out", help="OUT.pt, where the trained network goes")
    options.add_argument("seconds", type=float, help="in all, the wait for the first sessions included")
    options.add_argument("--seed", type=int, default=4)
    options.add_argument("--peer", help="OUT.pt of the training beside")
    options.add_argument("--start", help="a trained network, not yet calibrated, to go on from")
    options.add_argument("--peak", type=float, default=PEAK_RATE, help="highest rate of learning")
    options.add_argument("--device", default="cpu", choices=EVERY)
    options.add_argument("--people", type=int, default=10, help="sessions in a batch: 10 on a processor, 64 on a card, 83 at most (augment.GRAINS)")
    main(**vars(options.parse_args()))

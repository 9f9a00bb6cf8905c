"""Trains the unit network for a given time on a set that may still grow; keeps a checkpoint every few minutes. On a processor it takes one thread, and two
of them may run beside each other, each naming the other's OUT as --peer: then they share what they learn.
"""
import argparse
import copy
import sys
import time

import numpy as np
import torch

from augment import Disturber
from batches import HELD_OUT, TOGETHER, Batches
from exchange import Exchange, move
from losses import loss_of
from network import UnitNetwork
from optimizer import optimizer_of
from samples import Samples
from watch import at_rest, watch

PEAK_RATE = 2e-3
AVERAGED = 0.998  # what is kept is a running mean of the weights
LOADED, SAVED = 30, 240  # seconds between looks at what has been rendered, and between checkpoints
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
    random, generator = np.random.default_rng(seed), torch.Generator(device).manual_seed(seed)
    batches, disturber = Batches(samples, device, people), Disturber(generator, TOGETHER)
    mean, exchange = copy.deepcopy(network), peer and Exchange(out, peer)
    optimizer = optimizer_of(network, peak)
    step, loaded, saved, progress = 0, time.time(), time.time(), None
    while (share := (time.time() - begun) / seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = peak * min(1, (step + 1) / 100) * max(0.005, 0.5 * (1 + np.cos(np.pi * share)))
        loss, parts = loss_of(network, batches.draw(random), disturber, generator, is_early=not start and step < 400)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        move(mean, network.state_dict(), max(1 - AVERAGED, 3 / (step + 3)))
        step += 1
        if exchange and step % exchange.EVERY == 0:
            exchange.meet(network)
        progress = parts if progress is None else 0.98 * progress + 0.02 * parts
        if step % EVERY[device] == 0:
            named = " ".join(f"{name} {value:.4f}" for name, value in zip(("squares", "ccc", "sides", "glance", "closer"), progress.tolist()))
            print(f"step {step} share {share:.3f} sessions {len(batches.sessions)} {named}", flush=True)
        if time.time() - loaded > LOADED:
            loaded = time.time()
            batches.load()
        if time.time() - saved > SAVED:
            saved = time.time()
            keep(mean, samples, out)
    learn_population(mean, samples, batches.sessions)
    keep(mean, samples, out)


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
    options.add_argument("--people", type=int, default=10, help="sessions in a batch: 10 on a processor, 64 on a card")
    main(**vars(options.parse_args()))

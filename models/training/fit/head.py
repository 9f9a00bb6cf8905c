"""Fits the larger head to a trained encoder, whose embeddings are computed once, and calibrates its doubt on the sessions kept back.

usage: head.py SET IN.pt OUT.pt SECONDS
"""
import sys
import time

import numpy as np
import torch

from network import UnitNetwork
from samples import NEUTRAL, PER_SESSION, UNITS, Samples, icc
from train import HELD_OUT, learn_population, normalized, resized, watch

BATCH = 768
PEAK_RATE = 2e-3
MOST_GAIN = 1.8
LEAST_AGREEMENT = 0.25


def embeddings(network, samples, sessions):
    """[sessions, 2 (as it is, mirrored), PER_SESSION, EMBEDDING]."""
    result = []
    with torch.no_grad():
        for session in sessions:
            crops = torch.from_numpy(samples.crops[session * PER_SESSION:(session + 1) * PER_SESSION].copy())
            both = normalized(resized(torch.cat([crops, crops.flip(-1)])))
            result.append(network.encoder(both).view(2, PER_SESSION, -1))
    return torch.stack(result)


def targets(samples, sessions):
    known = torch.from_numpy(samples.intensities() / 5).view(-1, PER_SESSION, len(UNITS), 2)[torch.from_numpy(sessions)]
    return torch.stack([known, known.flip(-1)], 1)


def draw(known, truth, generator):
    """Pictures beside their person at rest: the mean of one to four pictures of it, now and then people at large."""
    count = known.shape[0]
    which = torch.randint(0, count, (BATCH,), generator=generator)
    side = torch.randint(0, 2, (BATCH,), generator=generator)
    picture = torch.randint(0, PER_SESSION, (BATCH,), generator=generator)
    weights = (torch.rand(BATCH, NEUTRAL, generator=generator) < 0.6).float()
    weights[torch.arange(BATCH), torch.randint(0, NEUTRAL, (BATCH,), generator=generator)] = 1
    rests = known[which, side, :NEUTRAL]
    rest = (rests * weights[..., None]).sum(1) / weights.sum(1, keepdim=True)
    stranger = torch.rand(BATCH, 1, generator=generator) < 0.12
    rest = torch.where(stranger, known[:, :, :NEUTRAL].mean((0, 1, 2)), rest)
    return known[which, side, picture], rest, truth[which, side, picture]


def calibrate(network, known, truth):
    """Sets the gain so that estimates vary as much as the truth, and the caution so that squared errors are on average what the variance says."""
    network.eval()
    with torch.no_grad():
        network.caution.zero_()
        network.gain.fill_(1)
        rest = known[:, :, :NEUTRAL].mean(2, keepdim=True).expand_as(known)
        means, doubt = network.units(known.flatten(0, 2), rest.flatten(0, 2))
        units = truth.flatten(0, 2).mean(-1)
        estimates = means.mean(-1).clamp(0, 1)
        gain = (units.std(0) / estimates.std(0)).clamp(1, MOST_GAIN)
        for i in range(len(UNITS)):
            if icc(units[:, i].numpy(), estimates[:, i].numpy()) < LEAST_AGREEMENT:
                gain[i] = 1  # stretching what hardly follows the truth would only invent
        network.gain.copy_(gain[None, :, None])
        apart = ((means * network.gain).mean(-1).clamp(0, 1) - units) ** 2
        network.caution.copy_(torch.log((apart * torch.exp(-doubt)).mean(0, keepdim=True)))


def main(folder, start, out, seconds):
    torch.set_num_threads(1)
    torch.manual_seed(5)
    samples = Samples(folder)
    network = UnitNetwork()
    network.load_state_dict(torch.load(start), strict=False)
    network.eval()
    kept = samples.sessions[samples.sessions < HELD_OUT]
    used = samples.sessions[samples.sessions >= HELD_OUT]
    known, truth = embeddings(network, samples, used), targets(samples, used)
    generator = torch.Generator().manual_seed(5)
    optimizer = torch.optim.AdamW(network.judge.parameters(), PEAK_RATE, weight_decay=0.02)
    network.judge.train()
    begun, steps = time.time(), 0
    while (share := (time.time() - begun) / seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * max(0.005, 0.5 * (1 + np.cos(np.pi * share)))
        embedding, rest, units = draw(known, truth, generator)
        means, doubt = network.units(embedding, rest)
        squares = ((means - units) ** 2 * (1 + (units > 0.1).float())).mean()
        apart = ((means.mean(-1) - units.mean(-1)) ** 2).detach()
        loss = 40 * squares + 0.1 * (0.5 * apart * torch.exp(-doubt) + 0.5 * doubt).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        steps += 1
    print(f"{steps} steps, squares {float(squares.detach()):.5f}")
    calibrate(network, embeddings(network, samples, kept), targets(samples, kept))
    learn_population(network, samples, used)
    torch.save(network.state_dict(), out)
    watch(network, samples, network.judge)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))

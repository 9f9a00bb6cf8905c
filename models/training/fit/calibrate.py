"""Sets a trained network's gain and doubt on the sessions that training kept back.

usage: calibrate.py SET IN.pt OUT.pt
"""
import sys

import numpy as np
import torch

from augment import centred, normalized
from network import UnitNetwork
from samples import NEUTRAL, PER_SESSION, UNITS, Samples, icc
from train import HELD_OUT, watch

MOST_GAIN = 1.8
LEAST_AGREEMENT = 0.25


def compared(network, samples, sessions):
    """Intensities over 5 [pictures, units, 2] and doubts of pictures beside their person at rest, and the truth [pictures, units]."""
    means, doubts, truth, known = [], [], [], torch.from_numpy(samples.intensities() / 5).mean(-1)
    with torch.no_grad():
        for session in sessions:
            rows = slice(session * PER_SESSION, (session + 1) * PER_SESSION)
            crops = torch.from_numpy(samples.crops[rows].copy())
            embedding = network.encoder(normalized(centred(torch.cat([crops, crops.flip(-1)]))))[0]
            rests = embedding.view(2, PER_SESSION, -1)[:, :NEUTRAL].mean(1).repeat_interleave(PER_SESSION, 0)
            units, doubt = network.units(embedding, rests)
            means.append(units)
            doubts.append(doubt)
            truth.append(known[rows].repeat(2, 1))
    return torch.cat(means), torch.cat(doubts), torch.cat(truth)


def calibrate(network, samples, sessions):
    """Sets the gain so that estimates vary as much as the truth, and the caution so that squared errors are on average what the variance says."""
    network.eval()
    network.caution.zero_()
    network.gain.fill_(1)
    means, doubt, truth = compared(network, samples, sessions)
    estimates = means.mean(-1).clamp(0, 1)
    gain = (truth.std(0) / estimates.std(0)).clamp(1, MOST_GAIN)
    for i in range(len(UNITS)):
        if icc(truth[:, i].numpy(), estimates[:, i].numpy()) < LEAST_AGREEMENT:
            gain[i] = 1  # stretching what hardly follows the truth would only invent
    network.gain.copy_(gain[None, :, None])
    apart = ((means * network.gain).mean(-1).clamp(0, 1) - truth) ** 2
    network.caution.copy_(torch.log((apart * torch.exp(-doubt)).mean(0, keepdim=True)))
    print("gain " + " ".join(f"{unit}:{value:.2f}" for unit, value in zip(UNITS, gain.numpy())))


def main(folder, start, out):
    torch.set_num_threads(1)
    samples = Samples(folder)
    network = UnitNetwork()
    network.load_state_dict(torch.load(start))
    calibrate(network, samples, np.array([session for session in samples.sessions if session < HELD_OUT]))
    torch.save(network.state_dict(), out)
    watch(network, samples)


if __name__ == "__main__":
    main(*sys.argv[1:4])

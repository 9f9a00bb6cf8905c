"""Goes on with the judge alone. The encoder's embeddings of every person are taken once, as they are and disturbed; on these, thousands of steps take a
minute, and comparing with up to four pictures at rest costs nothing.

usage: judge.py SET IN.pt OUT.pt
"""
import sys

import numpy as np
import torch

from augment import Disturber
from batches import HELD_OUT
from losses import judgement_loss
from network import UnitNetwork
from samples import NEUTRAL, PER_SESSION, Samples
from watch import embeddings, watch

STEPS, PEAK_RATE = 2000, 5e-4
PEOPLE = 24  # in a batch
MOST = 3000  # people whose embeddings are taken
STRANGERS = 0.1  # share of people compared with people at large


def seen(network, samples, sessions):
    """Embeddings of all pictures of people, [times, sessions, PER_SESSION, EMBEDDING]: as they are, and disturbed twice."""
    device = network.population_mean.device
    disturbers = [None] + [Disturber(torch.Generator(device).manual_seed(seed), PER_SESSION) for seed in (3, 4)]
    network.eval()
    with torch.no_grad():
        return torch.stack([torch.stack([embeddings(network, samples, one, PER_SESSION, how) for one in sessions]) for how in disturbers])


def drawn(embeddings, intensities, at_large, random):
    """A batch: embeddings to judge, each beside its person's at rest, and the units."""
    device = embeddings.device
    times, people = (torch.from_numpy(random.integers(most, size=PEOPLE)).to(device) for most in embeddings.shape[:2])
    pictures = embeddings[times, people]
    rest = pictures[:, torch.from_numpy(random.permutation(NEUTRAL)[:random.integers(1, NEUTRAL + 1)])].mean(1)
    is_stranger = torch.from_numpy(random.random(PEOPLE) < STRANGERS).to(device)
    rest = torch.where(is_stranger[:, None], at_large, rest)[:, None].expand(-1, PER_SESSION - NEUTRAL, -1)
    return pictures[:, NEUTRAL:].flatten(0, 1), rest.flatten(0, 1), intensities[people, NEUTRAL:].flatten(0, 1)


def go_on(network, samples, sessions, random):
    known = seen(network, samples, sessions)
    intensities = torch.from_numpy(samples.intensities() / 5).view(-1, PER_SESSION, *samples.intensities().shape[1:])[sessions].to(known.device)
    at_large = known[0, :, :NEUTRAL].mean((0, 1))
    optimizer = torch.optim.AdamW(network.judge.parameters(), PEAK_RATE, weight_decay=0.05)
    network.judge.train()
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * step / STEPS))
        embedding, rest, units = drawn(known, intensities, at_large, random)
        loss, _ = judgement_loss(network.units(embedding, rest), units)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(3)
    network, samples, random = UnitNetwork(), Samples(sys.argv[1]), np.random.default_rng(3)
    network.load_state_dict(torch.load(sys.argv[2]))
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    watch(network, samples)
    sessions = samples.sessions[samples.sessions >= HELD_OUT]
    go_on(network, samples, random.permutation(sessions)[:MOST], random)
    watch(network, samples)
    torch.save({name: value.cpu() for name, value in network.state_dict().items()}, sys.argv[3])

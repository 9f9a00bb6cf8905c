"""Looks at how a training does on the sessions that it does not see."""
import numpy as np
import torch

from augment import centred, normalized
from batches import HELD_OUT
from losses import SIDED
from samples import NEUTRAL, PER_SESSION, UNITS, icc


def embeddings(network, samples, session, pictures, disturber=None):
    """The embeddings of the first pictures of a session, as they are or disturbed."""
    first = session * PER_SESSION
    device = network.population_mean.device
    crops = centred(torch.from_numpy(samples.crops[first:first + pictures].copy()).to(device))
    return network.encoder(normalized(disturber.disturbed(crops)[0] if disturber else crops))[0]


def at_rest(network, samples, sessions):
    """The embeddings of people at rest, [sessions, NEUTRAL, EMBEDDING]."""
    network.eval()
    with torch.no_grad():
        rests = torch.stack([embeddings(network, samples, session, NEUTRAL) for session in sessions])
    network.train()
    return rests


def watch(network, samples):
    """Prints mean ICC over the units, and each; how far left minus right follows the truth, over all units that have sides, and each."""
    network.eval()
    sessions = samples.sessions[samples.sessions < HELD_OUT]
    truth, estimate, known = [], [], samples.intensities() / 5
    with torch.no_grad():
        for session in sessions:
            embedding = embeddings(network, samples, session, PER_SESSION)
            rest = embedding[:NEUTRAL].mean(0, keepdim=True).expand(PER_SESSION - NEUTRAL, -1)
            estimate.append(network.units(embedding[NEUTRAL:], rest)[0].cpu().numpy())
            truth.append(known[session * PER_SESSION + NEUTRAL:(session + 1) * PER_SESSION])
    network.train()
    truth, estimate = np.concatenate(truth), np.concatenate(estimate)
    apart, seen_apart = np.diff(truth[:, SIDED])[..., 0], np.diff(estimate[:, SIDED])[..., 0]
    means, seen = truth.mean(-1), estimate.mean(-1).clip(0, 1)
    report("icc", [icc(means[:, i], seen[:, i]) for i in range(len(UNITS))], UNITS)
    report("sides", [np.corrcoef(apart[:, i], seen_apart[:, i])[0, 1] for i in range(len(SIDED))], [UNITS[i] for i in SIDED])


def report(name, values, units):
    print(f"  {name} {np.mean(values):.3f}  " + " ".join(f"{unit}:{value:.2f}" for unit, value in zip(units, values)), flush=True)

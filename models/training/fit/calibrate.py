"""Sets a trained network's gain and doubt on the first sessions of a set, people it was not trained on, as they are and disturbed.

usage: calibrate.py SET IN.pt OUT.pt [SESSIONS, otherwise those that training keeps back]
"""
import sys

import numpy as np
import torch

from augment import Disturber
from batches import HELD_OUT
from network import UnitNetwork
from samples import NEUTRAL, PER_SESSION, UNITS, Samples, icc
from watch import embeddings, watch

MOST_GAIN = 1.8
MOST_FLOOR = 0.1
LEAST_AGREEMENT = 0.25
PRESENT = 0.4  # intensity over 5 from which on a unit counts as present
MOST_FALSE = 0.015  # share of quiet pictures in which a unit may be read as present
# Units that speech moves, those included that are rendered and not read.
SPEECH = [10, 16, 17, 18, 20, 22, 24, 25, 26, 28]
BLINK = 45


def compared(network, samples, sessions, disturber):
    """Intensities over 5 [pictures, units, 2] and doubts of pictures beside their person at rest."""
    means, doubts = [], []
    with torch.no_grad():
        for session in sessions:
            embedding = embeddings(network, samples, session, PER_SESSION, disturber)
            units, doubt = network.units(embedding, embedding[:NEUTRAL].mean(0, keepdim=True).expand_as(embedding))
            means.append(units)
            doubts.append(doubt)
    return torch.cat(means), torch.cat(doubts)


def quiet(samples, rows):
    """[pictures, units]: whether the face is at rest or only speaks and blinks, and the unit is none that this moves. Not the pictures that the
    others are compared with."""
    columns = [column for column in samples.columns if column.startswith("AU") and column.endswith("_L")]
    active = {int(column[2:-2]): samples.of([column, column[:-1] + "R"], rows).sum(1) > 0 for column in columns}
    idle = ~np.any([shown for unit, shown in active.items() if unit != BLINK], 0)
    speaks = ~np.any([shown for unit, shown in active.items() if unit not in SPEECH + [BLINK]], 0)
    counts = (rows % PER_SESSION >= NEUTRAL)[:, None] & (np.array(UNITS) != BLINK)
    return counts & np.stack([idle if unit in SPEECH else speaks for unit in UNITS], 1)


def gain_and_floor(truth, estimate, is_quiet):
    """The gain makes a unit's estimates vary like the truth. Where a quiet face would then show it too often, a floor is taken off."""
    gain, floor = (truth.std() / estimate.std()).clip(1, MOST_GAIN), 0
    if icc(truth, estimate) < LEAST_AGREEMENT:
        gain = 1  # stretching what hardly follows the truth would only invent
    while floor < MOST_FLOOR and is_quiet.any() and (gain * estimate[is_quiet] - floor >= PRESENT).mean() > MOST_FALSE:
        floor += 0.01
    return gain, floor


def calibrate(network, samples, sessions):
    """Sets gain and floor, and the caution so that squared errors are on average what the variance says."""
    network.eval()
    network.caution.zero_()
    network.gain.fill_(1)
    network.floor.zero_()
    disturbers = [None] + [Disturber(torch.Generator().manual_seed(seed), PER_SESSION) for seed in (1, 2)]
    means, doubt = (torch.cat(parts) for parts in zip(*(compared(network, samples, sessions, disturber) for disturber in disturbers)))
    rows = np.concatenate([np.arange(session * PER_SESSION, (session + 1) * PER_SESSION) for session in sessions])
    truth = np.tile(samples.intensities(rows).mean(-1) / 5, (len(disturbers), 1))
    is_quiet = np.tile(quiet(samples, rows), (len(disturbers), 1))
    estimates = means.mean(-1).clamp(0, 1).numpy()
    gain, floor = torch.tensor(
        [gain_and_floor(truth[:, i], estimates[:, i], is_quiet[:, i]) for i in range(len(UNITS))], dtype=torch.float32).unbind(1)
    network.gain.copy_(gain[None, :, None])
    network.floor.copy_(floor[None, :, None])
    apart = ((means * network.gain - network.floor).mean(-1).clamp(0, 1) - torch.from_numpy(truth)) ** 2
    network.caution.copy_(torch.log((apart * torch.exp(-doubt)).mean(0, keepdim=True)))
    print("gain, floor " + " ".join(f"{unit}:{one:.2f},{other:.2f}" for unit, one, other in zip(UNITS, gain.numpy(), floor.numpy())))


def main(folder, start, out, count=HELD_OUT):
    torch.set_num_threads(1)
    samples = Samples(folder)
    network = UnitNetwork()
    network.load_state_dict(torch.load(start))
    calibrate(network, samples, np.array([session for session in samples.sessions if session < int(count)]))
    torch.save(network.state_dict(), out)
    watch(network, samples)


if __name__ == "__main__":
    main(*sys.argv[1:])

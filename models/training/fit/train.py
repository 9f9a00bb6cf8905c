"""Trains the unit network for a given time on a set that may still grow. One thread; keeps a checkpoint every few minutes.

usage: train.py SET OUT.pt SECONDS [FROM.pt]
"""
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from network import LANDMARKS, MIDDLE, PAIRS, UnitNetwork
from samples import CROP, EDGE, NEUTRAL, PER_SESSION, STORED, UNITS, Samples, icc

HELD_OUT = 60  # the first sessions are for watching the training, not for it
SESSIONS, AT_REST, OTHERS = 12, 2, 10
PEAK_RATE = 3e-3
# Degrees and shares of a side, scaled to about unit variance.
GEOMETRY_SCALE = torch.tensor([20.0, 20, 20, 20, 1 / 15, 1 / 10, 1 / 12, 1 / 10])
MIRRORED = torch.tensor([-1.0, 1, 1, -1, -1, 1, -1, 1])


def resized(crops):
    """Stored crops as the runtime's sampler would give them, [N, CROP, CROP]."""
    crops = crops.float()[:, None, EDGE:STORED - EDGE, EDGE:STORED - EDGE]
    return F.interpolate(crops, (CROP, CROP), mode="bilinear", antialias=True)[:, 0]


def normalized(crops):
    """As src/Vision does it: mean and deviation of the middle of the crop."""
    middle = crops[:, 8:64, 12:60]
    mean = middle.mean((1, 2), keepdim=True)
    deviation = middle.std((1, 2), keepdim=True).clamp(min=4)
    return ((crops - mean) / deviation)[:, None]


def disturbed(crops, generator):
    """Tone curves, noise and patches that the renderer does not make."""
    n = crops.shape[0]
    x = (crops / 255) ** torch.exp(torch.randn(n, 1, 1, generator=generator) * 0.25)
    x = x + torch.randn(x.shape, generator=generator) * torch.rand(n, 1, 1, generator=generator) * 0.02
    for i in np.flatnonzero(torch.rand(n, generator=generator).numpy() < 0.15):
        top, left, height, width = torch.randint(0, 60, (4,), generator=generator).tolist()
        x[i, top:top + height // 4 + 3, left:left + width // 4 + 3] = torch.rand(1, generator=generator)
    return x * 255


ORDER_MIRRORED = torch.tensor(list(range(len(MIDDLE))) + [len(MIDDLE) + (i + len(PAIRS)) % (2 * len(PAIRS)) for i in range(2 * len(PAIRS))])


class Batches:
    def __init__(self, samples):
        self.samples = samples
        self.load()

    def load(self):
        self.samples.refresh()
        self.intensities = self.samples.intensities() / 5
        self.geometry = np.stack([self.samples[name] for name in (
            "shift_x", "shift_y", "shift_size", "shift_angle", "yaw", "pitch", "gaze_left", "gaze_up")], 1)
        self.cover = self.samples.cover()
        known = self.samples.labels.shape[0]
        self.mesh = np.clip(self.samples.meshes[:known][:, LANDMARKS, :2].astype(np.float32), -20, 20)
        some = self.mesh[(self.samples.sessions[:, None] * PER_SESSION + np.arange(PER_SESSION)).ravel()]
        self.mesh_mean, self.mesh_spread = (torch.from_numpy(x) for x in (some.mean(0), some.std(0) + 0.02))
        self.sessions = self.samples.sessions[self.samples.sessions >= HELD_OUT]

    def draw(self, random):
        rows, flips = [], []
        for session in random.choice(self.sessions, SESSIONS, replace=False):
            rest = random.permutation(NEUTRAL)
            others = NEUTRAL + random.permutation(PER_SESSION - NEUTRAL)[:OTHERS - 1]
            rows.append(session * PER_SESSION + np.concatenate([rest[:AT_REST], rest[AT_REST:AT_REST + 1], others]))
            flips.append(random.random() < 0.5)
        rows = np.stack(rows)
        crops = torch.from_numpy(self.samples.crops[rows.ravel()].reshape(*rows.shape, STORED, STORED))
        units, geometry, cover, mesh = (torch.from_numpy(x[rows]) for x in (self.intensities, self.geometry, self.cover, self.mesh))
        flips = torch.tensor(flips)
        crops[flips] = crops[flips].flip(-1)
        units[flips] = units[flips].flip(-1)
        geometry[flips] *= MIRRORED
        cover[flips] = cover[flips][..., [1, 0, 3, 2, 4, 5, 6]]
        mesh[flips] = mesh[flips][:, :, ORDER_MIRRORED] * torch.tensor([-1.0, 1])
        return crops.flatten(0, 1), units[:, AT_REST:], geometry * GEOMETRY_SCALE, cover, (mesh - self.mesh_mean) / self.mesh_spread


def loss_of(network, batch, generator):
    crops, units, geometry, cover, mesh = batch
    embedding = network.encoder(normalized(disturbed(resized(crops), generator)))
    look = network.look(embedding)
    groups = embedding.view(SESSIONS, AT_REST + OTHERS, -1)
    count = 1 + int(torch.rand(1, generator=generator) < 0.7)
    own = groups[:, :count].mean(1, keepdim=True)
    # Somebody of whom nothing is known yet: compared with people at large, as the runtime does in the first moments.
    is_stranger = torch.rand(SESSIONS, 1, 1, generator=generator) < 0.12
    rest = torch.where(is_stranger, own.mean(0, keepdim=True), own).expand(-1, OTHERS, -1)
    means, doubt = network.units(groups[:, AT_REST:].flatten(0, 1), rest.flatten(0, 1), network.compare)
    units = units.flatten(0, 1)
    weight = 1 + (units > 0.1).float()
    squares = ((means - units) ** 2 * weight).mean()
    apart = ((means.mean(-1) - units.mean(-1)) ** 2).detach()
    likelihood = (0.5 * apart * torch.exp(-doubt) + 0.5 * doubt).mean()
    place = F.smooth_l1_loss(look[:, :8], geometry.flatten(0, 1))
    covered = F.binary_cross_entropy_with_logits(look[:, 8:], cover.flatten(0, 1).clamp(0, 1))
    drawn = F.smooth_l1_loss(network.landmarks(embedding), mesh.flatten(0, 1).flatten(1))
    return 40 * squares + 0.1 * likelihood + 0.3 * place + 0.2 * covered + 2 * drawn, torch.stack([squares, drawn]).detach()


def watch(network, samples, head=None):
    """Mean ICC over the units, and each, on the sessions that training does not see."""
    network.eval()
    sessions = samples.sessions[samples.sessions < HELD_OUT]
    truth, estimate, known = [], [], samples.intensities() / 5
    with torch.no_grad():
        for session in sessions:
            crops = torch.from_numpy(samples.crops[session * PER_SESSION:(session + 1) * PER_SESSION].copy())
            embedding = network.encoder(normalized(resized(crops)))
            rest = embedding[:NEUTRAL].mean(0, keepdim=True).expand(PER_SESSION - NEUTRAL, -1)
            means, _ = network.units(embedding[NEUTRAL:], rest, head or network.compare)
            estimate.append(means.mean(-1).clamp(0, 1).numpy())
            rows = slice(session * PER_SESSION + NEUTRAL, (session + 1) * PER_SESSION)
            truth.append(known[rows].mean(-1))
    truth, estimate = np.concatenate(truth), np.concatenate(estimate)
    each = [icc(truth[:, i], estimate[:, i]) for i in range(len(UNITS))]
    network.train()
    print("  icc %.3f  " % np.mean(each) + " ".join(f"{u}:{v:.2f}" for u, v in zip(UNITS, each)), flush=True)


def main(folder, out, seconds, start=None):
    torch.set_num_threads(1)
    torch.manual_seed(4)
    random, generator = np.random.default_rng(4), torch.Generator().manual_seed(4)
    samples = Samples(folder)
    batches = Batches(samples)
    network = UnitNetwork()
    if start:
        network.load_state_dict(torch.load(start), strict=False)
    optimizer = torch.optim.AdamW(network.parameters(), PEAK_RATE, weight_decay=0.02)
    begun, step, saved, mean = time.time(), 0, time.time(), None
    while (share := (time.time() - begun) / seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1, (step + 1) / 200) * max(0.005, 0.5 * (1 + np.cos(np.pi * share)))
        loss, squares = loss_of(network, batches.draw(random), generator)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        step += 1
        mean = squares if mean is None else 0.99 * mean + 0.01 * squares
        if step % 100 == 0:
            print(f"step {step} share {share:.3f} sessions {len(batches.sessions)} squares {mean[0]:.5f} landmarks {mean[1]:.4f}", flush=True)
        if time.time() - saved > 150:
            saved = time.time()
            torch.save(network.state_dict(), out)
            batches.load()
            watch(network, samples)
    learn_population(network, samples, batches.sessions)
    torch.save(network.state_dict(), out)
    watch(network, samples)


def learn_population(network, samples, sessions, most=600):
    """Mean and deviation, over people, of the embedding at rest: where the runtime's baseline starts."""
    network.eval()
    with torch.no_grad():
        rests = [network.encoder(normalized(resized(torch.from_numpy(
            samples.crops[session * PER_SESSION:session * PER_SESSION + NEUTRAL].copy())))).mean(0) for session in sessions[:most]]
    rests = torch.stack(rests)
    network.population_mean.copy_(rests.mean(0, keepdim=True))
    network.population_spread.copy_(rests.std(0, keepdim=True))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), *sys.argv[4:5])

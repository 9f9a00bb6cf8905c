"""Trains the unit network for a given time on a set that may still grow. One thread; keeps a checkpoint every few minutes. Two of them may run
beside each other, each naming the other's OUT as --peer: then they share what they learn.
"""
import argparse
import copy
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from augment import Disturber, centred, normalized, shifted
from network import AROUND_MOUTH, CROP, LANDMARKS, LEFT_EYE, LEFT_PART, MIDDLE, MOUTH_PART, PAIRS, RIGHT_EYE, RIGHT_PART, UnitNetwork
from samples import NEUTRAL, PER_SESSION, STORED, UNITS, Samples, icc

HELD_OUT = 60  # the first sessions are for watching the training, not for it
SESSIONS, AT_REST, OTHERS = 10, 2, 12
PEAK_RATE = 2e-3
FALSE = 0.2  # from this intensity over 5 on, showing a unit that is not there counts four times
AVERAGED = 0.998  # what is kept is a running mean of the weights
# Shares of a side, radians and degrees scaled to about unit variance.
GEOMETRY_SCALE = torch.tensor([20.0, 20, 20, 20, 1 / 15, 1 / 10, 1 / 12, 1 / 10])
MIRRORED = torch.tensor([-1.0, 1, 1, -1, -1, 1, -1, 1])
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
        self.geometry[:, :2] *= STORED / CROP
        self.cover = self.samples.cover()
        self.sessions = self.samples.sessions[self.samples.sessions >= HELD_OUT]

    def draw(self, random):
        """Crops [N, CROP, CROP]; units of those that are not at rest; geometry, cover and landmarks of all."""
        rows, flips = [], []
        for session in random.choice(self.sessions, SESSIONS, replace=False):
            rest = random.permutation(NEUTRAL)
            others = NEUTRAL + random.permutation(PER_SESSION - NEUTRAL)[:OTHERS - 1]
            rows.append(session * PER_SESSION + np.concatenate([rest[:AT_REST], rest[AT_REST:AT_REST + 1], others]))
            flips.append(random.random() < 0.5)
        rows = np.stack(rows)
        units, geometry, cover = (torch.from_numpy(x[rows]) for x in (self.intensities, self.geometry, self.cover))
        rows = rows.ravel()
        points = torch.from_numpy(self.samples.points[rows][:, LANDMARKS].astype(np.float32)).view(SESSIONS, -1, len(LANDMARKS), 2) * (STORED / CROP)
        edge = (STORED - CROP) // 2
        offsets = torch.from_numpy(random.integers(-edge, edge + 1, (len(rows), 2)))
        crops = shifted(torch.from_numpy(self.samples.crops[rows]), edge + offsets).view(SESSIONS, -1, CROP, CROP)
        moved = offsets.flip(1).view(SESSIONS, -1, 2) / CROP
        geometry[..., :2] -= moved
        points = points - moved[:, :, None]
        flips = torch.tensor(flips)
        crops[flips] = crops[flips].flip(-1)
        units[flips] = units[flips].flip(-1)
        geometry[flips] *= MIRRORED
        cover[flips] = cover[flips][..., [1, 0, 3, 2, 4, 5, 6]]
        points[flips] = points[flips][:, :, ORDER_MIRRORED] * torch.tensor([-1.0, 1])
        return crops.flatten(0, 1), units[:, AT_REST:].flatten(0, 1), geometry.flatten(0, 1) * GEOMETRY_SCALE, cover.flatten(0, 1), points.flatten(0, 1)


def seen_closer(points, which, look):
    """Landmarks in a closer look's own axes, shares of its larger side from its middle, about unit variance."""
    middle, axes, _ = look
    return 12 * torch.einsum("npc,nac->npa", points[:, which] - middle[:, None], axes).flatten(1)


def disagreement(estimates, truth):
    """1 - the concordance correlation coefficient (Lin, 1989), mean over units."""
    apart = estimates.mean(0) - truth.mean(0)
    shared = ((estimates - estimates.mean(0)) * (truth - truth.mean(0))).mean(0)
    return 1 - (2 * shared / (estimates.var(0, unbiased=False) + truth.var(0, unbiased=False) + apart ** 2 + 1e-4)).mean()


def loss_of(network, batch, generator, is_early):
    crops, units, geometry, cover, points = batch
    # At first closer looks are aimed by the truth, as the glance knows nothing yet; always a little off.
    aim = points + 0.01 * torch.randn(points.shape[0], 1, 2, generator=generator) if is_early else None
    embedding, seen, looks = network.encoder(normalized(Disturber(generator, AT_REST + OTHERS).disturbed(crops)), aim)
    look = network.look(embedding)
    groups = embedding.view(SESSIONS, AT_REST + OTHERS, -1)
    count = int(torch.randint(1, AT_REST + 1, (1,), generator=generator))
    own = groups[:, :count].mean(1, keepdim=True)
    # Somebody of whom nothing is known yet: compared with people at large, as the runtime does in the first moments.
    is_stranger = torch.rand(SESSIONS, 1, 1, generator=generator) < 0.1
    rest = torch.where(is_stranger, own.mean(0, keepdim=True), own).expand(-1, OTHERS, -1)
    means, doubt = network.units(groups[:, AT_REST:].flatten(0, 1), rest.flatten(0, 1))
    is_false = (units == 0) & (means.detach() > FALSE)
    squares = ((means - units) ** 2 * (1 + (units > 0.1).float() + 3 * is_false.float())).mean()
    estimate, truth = means.mean(-1), units.mean(-1)
    agreement = disagreement(F.leaky_relu(estimate, 0.1), truth)
    apart = ((estimate - truth) ** 2).detach()
    likelihood = (0.5 * apart * torch.exp(-doubt) + 0.5 * doubt).mean()
    place = F.smooth_l1_loss(look[:, :8], geometry)
    covered = F.binary_cross_entropy_with_logits(look[:, 8:], cover.clamp(0, 1))
    glance = F.smooth_l1_loss(12 * seen, 12 * points)
    right, left, mouth = looks
    drawn = (F.smooth_l1_loss(network.eye_points(embedding[:, RIGHT_PART]), seen_closer(points, RIGHT_EYE, right))
             + F.smooth_l1_loss(network.eye_points(embedding[:, LEFT_PART]), seen_closer(points, LEFT_EYE, left))
             + F.smooth_l1_loss(network.mouth_points(embedding[:, MOUTH_PART]), seen_closer(points, AROUND_MOUTH, mouth)))
    total = 30 * squares + agreement + 0.1 * likelihood + 0.3 * place + 0.2 * covered + 5 * glance + 5 * drawn
    return total, torch.stack([squares, agreement, glance, drawn, place]).detach()


def watch(network, samples):
    """Mean ICC over the units, and each, on the sessions that training does not see; and how far left minus right follows the truth."""
    network.eval()
    sessions = samples.sessions[samples.sessions < HELD_OUT]
    truth, estimate, known = [], [], samples.intensities() / 5
    with torch.no_grad():
        for session in sessions:
            crops = torch.from_numpy(samples.crops[session * PER_SESSION:(session + 1) * PER_SESSION].copy())
            embedding = network.encoder(normalized(centred(crops)))[0]
            rest = embedding[:NEUTRAL].mean(0, keepdim=True).expand(PER_SESSION - NEUTRAL, -1)
            means, _ = network.units(embedding[NEUTRAL:], rest)
            estimate.append(means.numpy())
            truth.append(known[session * PER_SESSION + NEUTRAL:(session + 1) * PER_SESSION])
    truth, estimate = np.concatenate(truth), np.concatenate(estimate)
    sides = np.corrcoef(np.diff(truth).ravel(), np.diff(estimate).ravel())[0, 1]
    truth, estimate = truth.mean(-1), estimate.mean(-1).clip(0, 1)
    each = [icc(truth[:, i], estimate[:, i]) for i in range(len(UNITS))]
    network.train()
    print("  icc %.3f  sides %.2f  " % (np.mean(each), sides) + " ".join(f"{u}:{v:.2f}" for u, v in zip(UNITS, each)), flush=True)


def move(kept, other, share):
    """Moves weights and statistics a part of the way to another network's."""
    with torch.no_grad():
        for name, value in kept.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(other[name], share)


class Exchange:
    """Elastic averaging of two trainings through files (Zhang et al., 2015, without a centre)."""

    EVERY = 40

    def __init__(self, own, peer):
        self.own, self.peer, self.seen = own + ".live", peer + ".live", None

    def meet(self, network):
        torch.save(network.state_dict(), self.own + ".part")
        os.replace(self.own + ".part", self.own)
        if os.path.exists(self.peer) and os.path.getmtime(self.peer) != self.seen and time.time() - os.path.getmtime(self.peer) < 120:
            self.seen = os.path.getmtime(self.peer)
            move(network, torch.load(self.peer), 0.5)


def main(folder, out, seconds, seed, peer, start, peak):
    torch.set_num_threads(1)
    torch.manual_seed(4)  # both of two begin alike
    network = UnitNetwork()
    if start:
        network.load_state_dict(torch.load(start))
    torch.manual_seed(seed)
    random, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    samples = Samples(folder)
    batches = Batches(samples)
    mean, exchange = copy.deepcopy(network), peer and Exchange(out, peer)
    optimizer = torch.optim.AdamW(network.parameters(), peak, weight_decay=0.02)
    begun, step, saved, progress = time.time(), 0, time.time(), None
    while (share := (time.time() - begun) / seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = peak * min(1, (step + 1) / 200) * max(0.005, 0.5 * (1 + np.cos(np.pi * share)))
        loss, parts = loss_of(network, batches.draw(random), generator, is_early=not start and step < 400)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        move(mean, network.state_dict(), max(1 - AVERAGED, 3 / (step + 3)))
        step += 1
        if exchange and step % exchange.EVERY == 0:
            exchange.meet(network)
        progress = parts if progress is None else 0.98 * progress + 0.02 * parts
        if step % 50 == 0:
            named = " ".join(f"{name} {value:.4f}" for name, value in zip(("squares", "ccc", "glance", "closer", "place"), progress))
            print(f"step {step} share {share:.3f} sessions {len(batches.sessions)} {named}", flush=True)
        if step % 100 == 0:
            batches.load()
        if time.time() - saved > 240:
            saved = time.time()
            torch.save(mean.state_dict(), out)
            watch(mean, samples)
    learn_population(mean, samples, batches.sessions)
    torch.save(mean.state_dict(), out)
    watch(mean, samples)


def learn_population(network, samples, sessions, most=600):
    """Mean and deviation, over people, of the embedding at rest: where the runtime's baseline starts."""
    network.eval()
    with torch.no_grad():
        rests = [network.encoder(normalized(centred(torch.from_numpy(
            samples.crops[session * PER_SESSION:session * PER_SESSION + NEUTRAL].copy()))))[0].mean(0) for session in sessions[:most]]
    rests = torch.stack(rests)
    network.population_mean.copy_(rests.mean(0, keepdim=True))
    network.population_spread.copy_(rests.std(0, keepdim=True))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", help="what `render` wrote")
    options.add_argument("out", help="OUT.pt, where the trained network goes")
    options.add_argument("seconds", type=float)
    options.add_argument("--seed", type=int, default=4)
    options.add_argument("--peer", help="OUT.pt of the training beside")
    options.add_argument("--start", help="a trained network, not yet calibrated, to go on from")
    options.add_argument("--peak", type=float, default=PEAK_RATE, help="highest rate of learning")
    main(**vars(options.parse_args()))

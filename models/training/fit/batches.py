"""Draws batches of sessions from a set that is kept in the device's memory, one byte a pixel, and may still grow."""
import numpy as np
import torch

from network import LANDMARKS, MIRRORED
from samples import CROP, NEUTRAL, PER_SESSION, STORED

HELD_OUT = 60  # the first sessions are for watching the training, not for it
AT_REST, OTHERS = 2, 12  # pictures drawn of a session: some to compare with, and some to judge, of which the first is at rest as well
TOGETHER = AT_REST + OTHERS
AT_ONCE = 200  # sessions taken in at a time
# Shares of a side, radians and degrees scaled to about unit variance.
GEOMETRY = ("shift_x", "shift_y", "shift_size", "shift_angle", "yaw", "pitch", "gaze_left", "gaze_up")
GEOMETRY_SCALE = [20.0, 20, 20, 20, 1 / 15, 1 / 10, 1 / 12, 1 / 10]
GEOMETRY_MIRRORED = [-1.0, 1, 1, -1, -1, 1, -1, 1]
REGIONS_MIRRORED = [1, 0, 3, 2, 4, 5, 6]
EDGE = (STORED - CROP) // 2


class Batches:
    def __init__(self, samples, device, people):
        """`people`: sessions in a batch."""
        self.samples, self.device, self.people = samples, device, people
        self.taken = np.zeros(0, bool)
        self.known = ()
        self.scale, self.turned = torch.tensor(GEOMETRY_SCALE, device=device), torch.tensor(GEOMETRY_MIRRORED, device=device)
        self.regions, self.landmarks = torch.tensor(REGIONS_MIRRORED, device=device), torch.tensor(MIRRORED, device=device)
        self.load()

    def load(self):
        """Takes in what has been rendered since."""
        samples = self.samples
        samples.refresh()
        self.taken = np.append(self.taken, np.zeros(len(samples.labels) // PER_SESSION - len(self.taken), bool))
        fresh = samples.sessions[~self.taken[samples.sessions]]
        for some in np.array_split(fresh, len(fresh) // AT_ONCE + 1):
            rows = (some[:, None] * PER_SESSION + np.arange(PER_SESSION)).ravel()
            news = [torch.from_numpy(news) for news in self.read(rows)]
            self.known = self.known or [new[:0].to(self.device) for new in news]
            self.known = [longer(known, len(samples.labels)) for known in self.known]
            for known, new in zip(self.known, news):
                known[torch.from_numpy(rows)] = new.to(self.device)
        self.taken[fresh] = True
        self.sessions = torch.from_numpy(samples.sessions[samples.sessions >= HELD_OUT]).to(self.device)

    def read(self, rows):
        """Of some rows: crops, landmarks, units, geometry, cover."""
        samples = self.samples
        geometry = samples.of(GEOMETRY, rows)
        geometry[:, :2] *= STORED / CROP
        return samples.crops[rows], samples.points[rows][:, LANDMARKS], samples.intensities(rows) / 5, geometry, samples.cover(rows)

    def draw(self, generator):
        """Crops [N, CROP, CROP]; units of those that are not to compare with; geometry, cover and landmarks of all. Half of the sessions mirrored."""
        def shuffled(many):
            return torch.rand(self.people, many, generator=generator, device=self.device).argsort(1)

        pictures = torch.cat([shuffled(NEUTRAL)[:, :AT_REST + 1], NEUTRAL + shuffled(PER_SESSION - NEUTRAL)[:, :OTHERS - 1]], 1)
        sessions = self.sessions[torch.randperm(len(self.sessions), generator=generator, device=self.device)[:self.people]]
        rows = (sessions[:, None] * PER_SESSION + pictures).flatten()
        offsets = torch.randint(-EDGE, EDGE + 1, (len(rows), 2), generator=generator, device=self.device)
        flipped = (torch.rand(self.people, generator=generator, device=self.device) < 0.5).repeat_interleave(TOGETHER)

        def mirrored(plain, mirror):
            return torch.where(flipped.view(-1, *[1] * (plain.dim() - 1)), mirror, plain)

        crops, points, units, geometry, cover = (known[rows] for known in self.known)
        moved = offsets.flip(1) / CROP
        points = points.float() * (STORED / CROP) - moved[:, None]
        geometry[:, :2] -= moved
        geometry *= self.scale
        crops = shifted(crops, EDGE + offsets)
        return (
            mirrored(crops, crops.flip(-1)).float(),
            mirrored(units, units.flip(-1)).view(self.people, TOGETHER, -1, 2)[:, AT_REST:].flatten(0, 1),
            mirrored(geometry, geometry * self.turned),
            mirrored(cover, cover[:, self.regions]),
            mirrored(points, points[:, self.landmarks] * self.turned[:2]))


def longer(tensor, rows):
    """The same with room for more rows."""
    if len(tensor) == rows:
        return tensor
    whole = torch.empty(rows, *tensor.shape[1:], dtype=tensor.dtype, device=tensor.device)
    whole[:len(tensor)] = tensor
    return whole


def shifted(stored, offsets):
    """A part of each stored crop, offsets [N, 2] rows and columns from its top left, [N, CROP, CROP]."""
    parts = stored.unfold(1, CROP, 1).unfold(2, CROP, 1)
    return parts[torch.arange(len(stored), device=stored.device), offsets[:, 0], offsets[:, 1]]

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
GEOMETRY_SCALE = torch.tensor([20.0, 20, 20, 20, 1 / 15, 1 / 10, 1 / 12, 1 / 10])
GEOMETRY_MIRRORED = torch.tensor([-1.0, 1, 1, -1, -1, 1, -1, 1])
REGIONS_MIRRORED = [1, 0, 3, 2, 4, 5, 6]
EDGE = (STORED - CROP) // 2


class Batches:
    def __init__(self, samples, device, people):
        """`people`: sessions in a batch."""
        self.samples, self.device, self.people = samples, device, people
        self.taken = np.zeros(0, bool)
        self.crops = torch.empty(0, STORED, STORED, dtype=torch.uint8, device=device)
        self.points = torch.empty(0, len(LANDMARKS), 2, dtype=torch.float16, device=device)
        self.load()

    def load(self):
        """Takes in what has been rendered since."""
        samples = self.samples
        samples.refresh()
        rows = len(samples.labels)
        self.crops, self.points = longer(self.crops, rows), longer(self.points, rows)
        self.taken = np.append(self.taken, np.zeros(rows // PER_SESSION - len(self.taken), bool))
        fresh = samples.sessions[~self.taken[samples.sessions]]
        for some in np.array_split(fresh, len(fresh) // AT_ONCE + 1):
            places = (some[:, None] * PER_SESSION + np.arange(PER_SESSION)).ravel()
            self.crops[torch.from_numpy(places)] = torch.from_numpy(samples.crops[places]).to(self.device)
            self.points[torch.from_numpy(places)] = torch.from_numpy(samples.points[places][:, LANDMARKS]).to(self.device)
        self.taken[fresh] = True
        self.sessions = samples.sessions[samples.sessions >= HELD_OUT]
        self.intensities = torch.from_numpy(samples.intensities() / 5).to(self.device)
        geometry = np.stack([samples[name] for name in GEOMETRY], 1)
        geometry[:, :2] *= STORED / CROP
        self.geometry = torch.from_numpy(geometry).to(self.device)
        self.cover = torch.from_numpy(samples.cover()).to(self.device)

    def draw(self, random):
        """Crops [N, CROP, CROP]; units of those that are not to compare with; geometry, cover and landmarks of all. Half of the sessions mirrored."""
        rest = np.argsort(random.random((self.people, NEUTRAL)), 1)[:, :AT_REST + 1]
        others = NEUTRAL + np.argsort(random.random((self.people, PER_SESSION - NEUTRAL)), 1)[:, :OTHERS - 1]
        sessions = random.choice(self.sessions, self.people, replace=False)
        rows = self.sent(sessions[:, None] * PER_SESSION + np.concatenate([rest, others], 1)).flatten()
        offsets = self.sent(random.integers(-EDGE, EDGE + 1, (len(rows), 2)))
        flipped = self.sent(random.random(self.people) < 0.5).repeat_interleave(TOGETHER)

        def mirrored(plain, mirror):
            return torch.where(flipped.view(-1, *[1] * (plain.dim() - 1)), mirror, plain)

        moved = offsets.flip(1) / CROP
        points = self.points[rows].float() * (STORED / CROP) - moved[:, None]
        geometry = self.geometry[rows]
        geometry[:, :2] -= moved
        geometry = geometry * GEOMETRY_SCALE.to(self.device)
        crops, units, cover = shifted(self.crops[rows], EDGE + offsets), self.intensities[rows], self.cover[rows]
        return (
            mirrored(crops, crops.flip(-1)).float(),
            mirrored(units, units.flip(-1)).view(self.people, TOGETHER, -1, 2)[:, AT_REST:].flatten(0, 1),
            mirrored(geometry, geometry * GEOMETRY_MIRRORED.to(self.device)),
            mirrored(cover, cover[:, REGIONS_MIRRORED]),
            mirrored(points, points[:, MIRRORED] * torch.tensor([-1.0, 1], device=self.device)))

    def sent(self, numbers):
        return torch.from_numpy(numbers).to(self.device)


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

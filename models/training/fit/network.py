"""The unit network: a glance at the whole face says where eyes and mouth are; a closer look at each; heads compare that with the person at rest."""
import functools

import torch
import torch.nn.functional as F
from torch import nn

from samples import CROP, REGIONS, SIDE_CM, UNITS

GLANCE, EYE, MOUTH = 48, 56, 96
NECK = 32  # channels of a tower's last map
# What an embedding holds: the glance, the right eye, the left eye as in a mirror, the mouth, the mouth as in a mirror.
PARTS = (GLANCE, EYE, EYE, MOUTH, MOUTH)
EMBEDDING = sum(PARTS)
HIDDEN = 320, 160
# Plain outputs beside the units: how far the square is off (4), yaw and pitch, gaze left and up, then the covered regions.
GEOMETRY = 8

# Landmarks that training asks for as well: in the middle, and pairs on the person's right and left.
MIDDLE = [0, 17, 13, 14, 2, 4, 152, 9, 168]
PAIRS = [(70, 300), (63, 293), (105, 334), (66, 296), (107, 336), (46, 276), (53, 283), (52, 282), (65, 295), (55, 285), (33, 263), (160, 387),
         (159, 386), (158, 385), (133, 362), (153, 380), (145, 374), (144, 373), (129, 358), (98, 327), (61, 291), (37, 267), (84, 314),
         (82, 312), (87, 317), (40, 270), (91, 321), (78, 308), (148, 377), (50, 280), (205, 425), (230, 450), (119, 348)]
LANDMARKS = MIDDLE + [right for right, _ in PAIRS] + [left for _, left in PAIRS]
# Those of one eye and its brow, on the right and on the left; those of the mouth and the chin.
RIGHT_EYE = [LANDMARKS.index(right) for right, _ in PAIRS[:18] + PAIRS[31:]]
LEFT_EYE = [LANDMARKS.index(left) for _, left in PAIRS[:18] + PAIRS[31:]]
AROUND_MOUTH = [LANDMARKS.index(point) for point in MIDDLE[:5] + [152] + [point for pair in PAIRS[18:29] + PAIRS[30:31] for point in pair]]
# Which landmark each is in a mirror.
MIRRORED = list(range(len(MIDDLE))) + [len(MIDDLE) + (i + len(PAIRS)) % (2 * len(PAIRS)) for i in range(2 * len(PAIRS))]
MIRRORED_MOUTH = [MIRRORED[point] for point in AROUND_MOUTH]

# Landmarks of each of samples.REGIONS: those that the renderer counts as covered, as far as training asks for them, or their neighbours.
BROW, EYE_RIM = (70, 63, 105, 66, 107), (33, 133, 159, 145, 158, 153)
OPPOSITE = dict(PAIRS)
REGION_POINTS = [[LANDMARKS.index(point) for point in region] for region in (
    BROW, [OPPOSITE[point] for point in BROW], EYE_RIM, [OPPOSITE[point] for point in EYE_RIM],
    (2, 4, 98, 327), (61, 291, 0, 17, 40, 270, 91, 321), (152, 148, 377))]

# The closer looks: pixels across and down at the crop's own scale, the landmarks in whose middle each lies, and how far below them, cm.
RIGHT, LEFT, MOUTH_LOOK = ((48, 40), (33, 133), -0.5), ((48, 40), (263, 362), -0.5), ((64, 48), (61, 291, 2), 1.2)
LOOKS = RIGHT, LEFT, MOUTH_LOOK


@functools.cache
def sent(numbers, device):
    """A tuple as a tensor on a device, sent there once."""
    return torch.tensor(numbers, device=device)


def bent():
    """A unit that never learns nothing: two thirds of the judge's plain ReLUs had died."""
    return nn.LeakyReLU(0.1)


def block(inputs, outputs, stride, size=3):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return torch.relu(x + self.body(x))


class Tower(nn.Module):
    """[N, 1, H, W] -> [N, outputs]; `cells` is what is left of H W after three halvings. Convolutions are trained in bfloat16."""

    def __init__(self, a, b, c, cells, outputs):
        super().__init__()
        self.body = nn.Sequential(
            block(1, a, 2, 5), block(a, b, 2), Residual(b), block(b, c, 2), Residual(c), Residual(c),
            nn.Conv2d(c, NECK, 1, bias=False), nn.BatchNorm2d(NECK), nn.ReLU(inplace=True), nn.Flatten())
        self.last = nn.Linear(NECK * cells, outputs)

    def forward(self, x):
        if not self.training:
            return self.last(self.body(x))
        with torch.autocast(x.device.type, torch.bfloat16):
            features = self.body(x)
        return self.last(features.float())


class Encoder(nn.Module):
    """[N, 1, CROP, CROP], zero mean and unit variance -> [N, EMBEDDING], and landmarks seen at a glance, [N, points, 2], shares of the side
    from the middle."""

    def __init__(self):
        super().__init__()
        self.glance = Tower(16, 32, 48, 8 * 8, 128)
        self.points = nn.Sequential(bent(), nn.Linear(128, 2 * len(LANDMARKS)))
        self.whole = nn.Sequential(bent(), nn.Linear(128, GLANCE))
        self.eye = Tower(16, 32, 96, 6 * 5, EYE)
        self.mouth = Tower(16, 32, 96, 8 * 6, MOUTH)

    def forward(self, crops, truth=None, led=0, stretch=None):
        """`led`: how far the closer looks are aimed by landmarks in `truth` instead of those seen at a glance; `stretch` [N, 2]: factors of what
        they show, across and down."""
        whole, points = self.at_a_glance(crops)
        seen = points.detach()
        axes, middles = closer_looks(seen if truth is None else seen + led * (truth - seen))
        if stretch is not None:
            axes = stretch[:, :, None] * axes
        right, left, mouth = cut(crops, axes, middles)
        return self.embedding(whole, torch.cat([right, left.flip(3)]), torch.cat([mouth, mouth.flip(3)])), points, (axes, middles)

    def at_a_glance(self, crops):
        """What the whole says, [N, GLANCE], and landmarks."""
        glance = self.glance(F.avg_pool2d(crops, 2))
        return self.whole(glance), self.points(glance).view(-1, len(LANDMARKS), 2)

    def embedding(self, whole, eyes, mouths):
        """`eyes`: all right ones, then all left ones mirrored; `mouths`: as they are, then mirrored."""
        return torch.cat([whole, *self.eye(eyes).chunk(2), *self.mouth(mouths).chunk(2)], 1)


@functools.cache
def anchors(device):
    """[looks, landmarks]: what the middle of each look is the mean of."""
    return torch.tensor([[(point in around) / len(around) for point in LANDMARKS] for _, around, _ in LOOKS], device=device)


def closer_looks(points):
    """Axes of all looks, [N, 2, 2] (rows: across and down one side of the crop), along the line between the eyes, and the middle of each, [N, looks, 2]."""
    middles = anchors(points.device) @ points
    along = middles[:, 1] - middles[:, 0]
    along = along / torch.sqrt((along ** 2).sum(1, keepdim=True) + 1e-4)
    down = along @ sent(((0.0, 1.0), (-1.0, 0.0)), points.device)
    below = sent(tuple((below / SIDE_CM,) for _, _, below in LOOKS), points.device)
    return torch.stack([along, down], 1), middles + below * down[:, None]


@functools.cache
def places(device):
    """[pixels of all looks, 2 + looks]: where each pixel lies along the axes, twice in shares of a side, and which look's middle that counts from."""
    which = torch.eye(len(LOOKS))
    return 2 * torch.cat([torch.stack([
        (((torch.arange(across) + 0.5) / across - 0.5) * (across / CROP)).expand(down, across),
        (((torch.arange(down) + 0.5) / down - 0.5) * (down / CROP))[:, None].expand(down, across),
        *which[look, :, None, None].expand(-1, down, across)], 2).view(-1, 2 + len(LOOKS)) for look, ((across, down), _, _) in enumerate(LOOKS)]).to(device)


def cut(crops, axes, middles):
    """Cuts the closer looks out of crops, [N, 1, down, across] each: all by one product and one sampling. The product does it as `CloserLooks`."""
    pixels = F.grid_sample(crops, (places(crops.device) @ torch.cat([axes, middles], 1))[:, None], align_corners=False)
    sizes = [size for size, _, _ in LOOKS]
    looks = pixels.split([across * down for across, down in sizes], 3)
    return [evened(look.view(-1, 1, down, across)) for look, (across, down) in zip(looks, sizes)]


def evened(pixels):
    """Zero mean and about unit variance."""
    pixels = pixels - pixels.mean((2, 3), keepdim=True)
    return pixels / (torch.sqrt((pixels ** 2).mean((2, 3), keepdim=True)) + 0.15)


def by_sides(embedding):
    """[N, 2, GLANCE + 2 EYE + MOUTH]: what the person's left and right look like, each in the right one's order: own eye, other eye, own mouth."""
    glance, right, left, mouth, mirrored = embedding.split(PARTS, 1)
    return torch.stack([torch.cat([glance, left, right, mirrored], 1), torch.cat([glance, right, left, mouth], 1)], 1)


class UnitNetwork(nn.Module):
    """An encoder, and what is said of its embedding beside that of the person at rest."""

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        # One judge for both sides, so that what it learned of one it knows of the other.
        self.judge = nn.Sequential(
            nn.Linear(2 * (EMBEDDING - MOUTH), HIDDEN[0]), bent(), nn.Dropout(0.03), nn.Linear(*HIDDEN), bent(), nn.Dropout(0.03),
            nn.Linear(HIDDEN[1], 2 * len(UNITS)))
        self.register_buffer("gain", torch.ones(1, len(UNITS), 1))  # least squares shrink what they are unsure of; this undoes it
        self.register_buffer("floor", torch.zeros(1, len(UNITS), 1))  # taken off where a quiet face would show a unit too often
        self.register_buffer("caution", torch.zeros(1, len(UNITS)))  # added to the logarithm of the variance: calibration
        self.register_buffer("population_mean", torch.zeros(1, EMBEDDING))
        self.register_buffer("population_spread", torch.ones(1, EMBEDDING))
        self.eye_points = nn.Linear(EYE, 2 * len(RIGHT_EYE))  # for training only, as the next
        self.mouth_points = nn.Linear(MOUTH, 2 * len(AROUND_MOUTH))
        self.look = nn.Sequential(bent(), nn.Linear(EMBEDDING, 64), bent(), nn.Linear(64, GEOMETRY + len(REGIONS)))

    def outputs(self):
        """The layers that nothing follows."""
        return self.judge[-1], self.look[-1], self.encoder.points[-1], self.eye_points, self.mouth_points

    def units(self, embedding, rest):
        """Left and right intensity over 5, [N, units, 2], and the logarithm of the variance of their mean, [N, units]."""
        sides = torch.cat([by_sides(embedding), by_sides(embedding - rest)], 2)
        units, doubt = self.judge(sides).transpose(1, 2).chunk(2, 1)
        return units * self.gain - self.floor, doubt.mean(2) + self.caution

    def say(self, embedding, rest):
        both, doubt = self.units(torch.cat([embedding, embedding]), torch.cat([rest, self.population_mean.expand_as(embedding)]))
        units, stranger = both.chunk(2)
        look = self.look(embedding)
        return (embedding, units, doubt.chunk(2)[0], stranger.mean(2), look[:, :GEOMETRY], torch.sigmoid(look[:, GEOMETRY:]),
                self.population_mean + 0 * embedding)

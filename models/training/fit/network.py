"""The unit network: a small convolutional encoder of the face's luma, and heads that compare a picture with the person at rest."""
import torch
from torch import nn

from samples import REGIONS, UNITS

EMBEDDING = 192
# Plain outputs beside the units: how far the square is off (4), yaw and pitch, gaze left and up, then the covered regions.
GEOMETRY = 8


# Landmarks of the attention mesh that training asks for as well: in the middle, and pairs on the person's right and left.
MIDDLE = [0, 17, 13, 14, 2, 4, 152, 9, 168]
PAIRS = [(70, 300), (63, 293), (105, 334), (66, 296), (107, 336), (46, 276), (53, 283), (52, 282), (65, 295), (55, 285), (33, 263), (160, 387),
         (159, 386), (158, 385), (133, 362), (153, 380), (145, 374), (144, 373), (129, 358), (98, 327), (61, 291), (37, 267), (84, 314),
         (82, 312), (87, 317), (40, 270), (91, 321), (78, 308), (148, 377), (50, 280), (205, 425), (230, 450), (119, 348)]
LANDMARKS = MIDDLE + [right for right, _ in PAIRS] + [left for _, left in PAIRS]


def block(inputs, outputs, stride, size=3):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return torch.relu(x + self.body(x))


class Encoder(nn.Module):
    """[N, 1, 72, 72], zero mean and unit variance -> [N, EMBEDDING]."""

    def __init__(self, widths=(16, 32, 64, 96)):
        super().__init__()
        a, b, c, d = widths
        self.body = nn.Sequential(
            block(1, a, 2, 5), block(a, b, 2), Residual(b), block(b, c, 2), Residual(c), block(c, d, 2), Residual(d),
            nn.Conv2d(d, 24, 1, bias=False), nn.BatchNorm2d(24), nn.ReLU(inplace=True), nn.Flatten(),
            nn.Linear(24 * 5 * 5, EMBEDDING))

    def forward(self, crops):
        return self.body(crops)


class UnitNetwork(nn.Module):
    """Crop and the person's embedding at rest -> embedding, units, their doubt, units as of a stranger, geometry, cover, population."""

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        # A small head while the encoder learns; then a larger one is fitted to what the encoder has become.
        self.compare = nn.Sequential(nn.Linear(2 * EMBEDDING, 192), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(192, 3 * len(UNITS)))
        self.judge = nn.Sequential(
            nn.Linear(2 * EMBEDDING, 320), nn.ReLU(), nn.Dropout(0.15), nn.Linear(320, 160), nn.ReLU(), nn.Dropout(0.1), nn.Linear(160, 3 * len(UNITS)))
        self.register_buffer("gain", torch.ones(1, len(UNITS), 1))  # least squares shrink what they are unsure of; this undoes it
        self.register_buffer("caution", torch.zeros(1, len(UNITS)))  # added to the logarithm of the variance: calibration
        self.register_buffer("population_mean", torch.zeros(1, EMBEDDING))
        self.register_buffer("population_spread", torch.ones(1, EMBEDDING))
        self.landmarks = nn.Linear(EMBEDDING, 2 * len(LANDMARKS))  # for training only
        self.look = nn.Sequential(nn.ReLU(), nn.Linear(EMBEDDING, GEOMETRY + len(REGIONS)))

    def units(self, embedding, rest, head=None):
        """Left and right intensity over 5, [N, units, 2], and the logarithm of the variance of their mean, [N, units]."""
        raw = (head or self.judge)(torch.cat([embedding, embedding - rest], 1)).view(-1, 3, len(UNITS))
        return raw[:, :2].transpose(1, 2) * self.gain, raw[:, 2] + self.caution

    def forward(self, crops, rest):
        embedding = self.encoder(crops)
        units, doubt = self.units(embedding, rest)
        look = self.look(embedding)
        stranger, _ = self.units(embedding, self.population_mean.expand_as(embedding))
        return (embedding, units, doubt, stranger.mean(2), look[:, :GEOMETRY], torch.sigmoid(look[:, GEOMETRY:]),
                self.population_mean + 0 * embedding)

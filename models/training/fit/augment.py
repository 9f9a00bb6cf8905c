"""What is done to pictures before the network sees them in training, and how the product prepares a crop."""
import random

import torch
import torch.nn.functional as F

from samples import CROP, STORED

MIDDLE = slice(14, 106), slice(20, 100)  # rows and columns that decide brightness and contrast
GRAINS = 1 << 24  # normal numbers drawn once, of which noise is cut anywhere


def centred(crops):
    """Stored crops as the runtime cuts them, [N, CROP, CROP]."""
    edge = (STORED - CROP) // 2
    return crops[:, edge:edge + CROP, edge:edge + CROP].float()


def normalized(crops):
    """As src/Vision does it: mean and deviation of the middle of the crop."""
    middle = crops[:, MIDDLE[0], MIDDLE[1]].flatten(1)
    mean = middle.mean(1)[:, None, None]
    deviation = torch.linalg.vector_norm(middle - mean[:, 0], dim=1)[:, None, None] / (middle.shape[1] - 1) ** 0.5
    return ((crops - mean) / deviation.clamp(min=4))[:, None]


class Disturber:
    """Draws what a renderer with few lamps and one encoder does not make. A lamp and an encoder mostly stay through a session, so most of each
    disturbance is drawn once for the `together` crops of one person."""

    def __init__(self, generator, together):
        """`generator`: on the device of the crops."""
        self.generator, self.together, self.device = generator, together, generator.device
        self.dice = random.Random(generator.initial_seed())
        self.across = torch.linspace(-1, 1, CROP, device=self.device)
        self.waves = waves().to(self.device)
        self.between = stretch(3, CROP).to(self.device)
        self.grain = self.plain_normal(GRAINS)

    def plain_normal(self, *shape):
        return torch.randn(*shape, generator=self.generator, device=self.device)

    def normal(self, n, *shape):
        """Unit normal numbers, [n, *shape], two thirds of whose variance is the session's."""
        session = self.plain_normal(n // self.together, *shape).repeat_interleave(self.together, 0)
        return self.plain_normal(n, *shape) * (1 / 3) ** 0.5 + session * (2 / 3) ** 0.5

    def share(self, n):
        """Numbers evenly spread over 0 to 1, [n], as alike within a session as `normal`."""
        return torch.special.ndtr(self.normal(n))

    def chance(self, n, share):
        return self.share(n) < share

    def some(self, n, share):
        """Which pictures are picked, as alike within a session as `normal`. Always as many: a card would be waited for if it had to say how many."""
        return self.normal(n).topk(round(share * n), sorted=False).indices

    def disturbed(self, crops):
        """Crops, 0 to 255, [N, CROP, CROP], N a multiple of `together`, and what a patch hides of each, [N, 4]: left, top, right, bottom, pixels."""
        n = crops.shape[0]
        logarithm = torch.log(crops.clamp(min=0.5) / 255)
        x = torch.exp(self.embossed(logarithm).mul_(torch.exp(self.normal(n, 1, 1) * 0.3)).add_(self.shading(n)))
        x = self.softened(x)
        x.add_(self.noise(n) * (self.share(n)[:, None, None] * 0.03))
        x, hidden = self.covered(x)
        return self.compressed(x.clamp_(0, 1)).mul_(255), hidden

    def noise(self, n):
        first = self.dice.randrange(GRAINS - n * CROP * CROP)
        return self.grain[first:first + n * CROP * CROP].view(n, CROP, CROP)

    def shading(self, n):
        """Logarithm of a factor: uneven light, a lamp to one side or below, the edge of a shadow."""
        across, down = self.across[None, None, :], self.across[None, :, None]
        uneven = self.normal(n, 3, 3) * (0.35 * self.chance(n, 0.6)[:, None, None])
        x, y, edge = self.normal(n, 3, 1, 1).unbind(1)
        ramp = 0.4 * self.chance(n, 0.5)[:, None, None]
        shading = (self.between @ uneven @ self.between.T).add_(ramp * x * across).add_(ramp * y * down)
        some = self.some(n, 0.3)
        turn = 6.2832 * self.share(n)[some, None, None]
        distance = torch.cos(turn) * across + torch.sin(turn) * down + 0.5 * edge[some]
        depth, hardness = -1.2 * self.share(n)[some, None, None], torch.exp(1 + 1.5 * self.share(n))[some, None, None]
        shading[some] += depth * torch.sigmoid(distance * hardness)
        return shading

    def embossed(self, logarithm):
        """Folds lit from elsewhere: what the logarithm of the light changes by over a pixel or two, taken off or added in one direction."""
        depth = 0.6 * self.normal(len(logarithm), 1, 1)
        for some in self.some(len(logarithm), 0.45).chunk(3):
            ahead = logarithm[some]
            shifts = self.dice.choice(((0, 1), (1, 0), (1, 1), (1, -1), (2, 0), (0, 2)))
            logarithm[some] += (depth[some] * (ahead - ahead.roll(shifts, (1, 2)))).clamp_(-0.7, 0.7)
        return logarithm

    def softened(self, x):
        soft = self.some(len(x), 0.2)
        small = F.interpolate(x[soft][:, None], scale_factor=self.dice.uniform(0.4, 0.8), mode="area")
        x[soft] = F.interpolate(small, (CROP, CROP), mode="bilinear", align_corners=False)[:, 0]
        return x

    def covered(self, x):
        """Plain patches, and where they are."""
        some = self.some(len(x), 0.15)
        top, left, height, width, grey = torch.rand(5, len(some), 1, generator=self.generator, device=self.device)
        top, left = (100 * top).floor(), (100 * left).floor()
        bottom, right = top + 4 + (25 * height).floor(), left + 4 + (25 * width).floor()
        pixels = torch.arange(CROP, device=self.device)
        is_row, is_column = (pixels >= top) & (pixels < bottom), (pixels >= left) & (pixels < right)
        x[some] = torch.where(is_row[:, :, None] & is_column[:, None], grey[:, None], x[some])
        hidden = torch.zeros(len(x), 4, device=self.device)
        hidden[some] = torch.cat([left, top, right, bottom], 1)
        return x, hidden

    def compressed(self, x):
        """Blocks with their fine waves rounded away, as encoders do, at three sizes a call."""
        steps = torch.exp(self.normal(len(x)) * 0.75 - 2.1)
        for some in self.some(len(x), 0.6).chunk(3):
            side = int(CROP * self.dice.uniform(0.5, 1.3)) // BLOCK * BLOCK
            scaled = F.interpolate(x[some][:, None], (side, side), mode="bilinear", align_corners=False, antialias=True)[:, 0]
            rounded = blocks_rounded(scaled, steps[some], self.waves)
            x[some] = F.interpolate(rounded[:, None], (CROP, CROP), mode="bilinear", align_corners=False)[:, 0]
        return x


BLOCK = 4


def waves():
    """The orthonormal cosine transform of a block, [waves, pixels], the mean first."""
    rows = torch.cos(torch.arange(BLOCK)[:, None] * (torch.arange(BLOCK) + 0.5) * torch.pi / BLOCK) * (2 / BLOCK) ** 0.5
    rows[0] *= 0.5 ** 0.5
    return torch.kron(rows, rows)


def blocks_rounded(x, steps, transform):
    """Rounds every wave of every block of pictures [N, side, side] but the mean to multiples of the picture's step, the mean to a third of it; small
    waves vanish. Edges between blocks are then smoothed a little, as a loop filter does."""
    n, side, _ = x.shape
    across = side // BLOCK
    blocks = x.view(n, across, BLOCK, across, BLOCK).permute(0, 1, 3, 2, 4).reshape(n, -1, BLOCK * BLOCK)
    heights = blocks @ transform.T
    step = steps[:, None, None].repeat(1, 1, BLOCK * BLOCK)
    step[..., 0] /= 3
    size = (heights / step).abs_().add_(0.4).floor_()
    back = size.mul_(step).copysign_(heights) @ transform
    picture = back.view(n, across, across, BLOCK, BLOCK).permute(0, 1, 3, 2, 4).reshape(n, side, side)
    return smoothed(smoothed(picture, 1), 2)


def smoothed(x, dim):
    """Each pixel with a fifth of both neighbours' difference along an axis."""
    apart = x.diff(dim=dim) * 0.2
    x.narrow(dim, 0, x.shape[dim] - 1).add_(apart)
    x.narrow(dim, 1, x.shape[dim] - 1).sub_(apart)
    return x


def stretch(few, many):
    """[many, few]: a row of `few` values -> `many` between them, first and last at the ends."""
    place = torch.linspace(0, few - 1, many)[:, None]
    return (1 - (place - torch.arange(few)).abs()).clamp(min=0)

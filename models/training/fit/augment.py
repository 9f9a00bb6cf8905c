"""What is done to pictures before the network sees them in training, and how the product prepares a crop."""
import numpy as np
import torch
import torch.nn.functional as F

from samples import CROP, STORED

MIDDLE = slice(14, 106), slice(20, 100)  # rows and columns that decide brightness and contrast


def centred(crops):
    """Stored crops as the runtime cuts them, [N, CROP, CROP]."""
    edge = (STORED - CROP) // 2
    return crops[:, edge:edge + CROP, edge:edge + CROP].float()


def normalized(crops):
    """As src/Vision does it: mean and deviation of the middle of the crop."""
    middle = crops[:, MIDDLE[0], MIDDLE[1]]
    mean = middle.mean((1, 2), keepdim=True)
    deviation = middle.std((1, 2), keepdim=True).clamp(min=4)
    return ((crops - mean) / deviation)[:, None]


def shifted(crops, offsets):
    """A part of each stored crop, offsets [N, 2] rows and columns from its top left, [N, CROP, CROP]."""
    return torch.stack([crop[top:top + CROP, left:left + CROP] for crop, (top, left) in zip(crops, offsets.tolist())]).float()


class Disturber:
    """Draws what a renderer with few lamps and one encoder does not make. A lamp and an encoder mostly stay through a session, so most of each
    disturbance is drawn once for the `together` crops of one person."""

    ACROSS = torch.linspace(-1, 1, CROP)

    def __init__(self, generator, together):
        self.generator, self.together = generator, together

    def normal(self, n, *shape):
        """Unit normal numbers, [n, *shape], two thirds of whose variance is the session's."""
        own = torch.randn(n, *shape, generator=self.generator)
        session = torch.randn(n // self.together, *shape, generator=self.generator).repeat_interleave(self.together, 0)
        return own * (1 / 3) ** 0.5 + session * (2 / 3) ** 0.5

    def share(self, n):
        """Numbers evenly spread over 0 to 1, [n], as alike within a session as `normal`."""
        return torch.special.ndtr(self.normal(n))

    def chance(self, n, share):
        return self.share(n) < share

    def disturbed(self, crops):
        """Crops, 0 to 255, [N, CROP, CROP], N a multiple of `together`."""
        n = crops.shape[0]
        x = (crops / 255) ** torch.exp(self.normal(n, 1, 1) * 0.3)
        x = x * torch.exp(self.shading(n))
        x = self.softened(x)
        x = x + torch.randn(x.shape, generator=self.generator) * self.share(n)[:, None, None] * 0.03
        self.cover(x)
        return self.compressed(x.clamp(0, 1)) * 255

    def shading(self, n):
        """Logarithm of a factor: uneven light, a lamp to one side or below, the edge of a shadow."""
        uneven = F.interpolate(self.normal(n, 1, 3, 3) * 0.25, (CROP, CROP), mode="bilinear", align_corners=True)[:, 0]
        across, down = self.ACROSS[None, None, :], self.ACROSS[None, :, None]
        x, y, edge = self.normal(n, 3, 1, 1).unbind(1)
        ramp = 0.25 * (x * across + y * down)
        turn = 3.1416 * self.share(n)[:, None, None] * 2
        distance = torch.cos(turn) * across + torch.sin(turn) * down + 0.5 * edge
        shadow = -0.7 * self.share(n)[:, None, None] * torch.sigmoid(distance * torch.exp(1 + 1.5 * self.share(n))[:, None, None])
        return (uneven * self.chance(n, 0.6)[:, None, None] + ramp * self.chance(n, 0.5)[:, None, None] + shadow * self.chance(n, 0.25)[:, None, None])

    def softened(self, x):
        soft = self.chance(x.shape[0], 0.2)
        if soft.any():
            small = F.interpolate(x[soft][:, None], scale_factor=self.between(0.4, 0.8), mode="area")
            x[soft] = F.interpolate(small, (CROP, CROP), mode="bilinear", align_corners=False)[:, 0]
        return x

    def cover(self, x):
        """Plain patches."""
        for i in np.flatnonzero(self.chance(x.shape[0], 0.12).numpy()):
            top, left, height, width = torch.randint(0, 100, (4,), generator=self.generator).tolist()
            x[i, top:top + height // 4 + 4, left:left + width // 4 + 4] = torch.rand(1, generator=self.generator)

    def compressed(self, x):
        """Blocks with their fine waves rounded away, as encoders do, at three sizes a call."""
        steps = torch.exp(self.normal(x.shape[0]) * 0.7 - 3.1)
        wanted = np.flatnonzero(self.chance(x.shape[0], 0.4).numpy())
        for some in np.array_split(wanted, 3):
            if len(some):
                side = int(CROP * self.between(0.5, 1.3)) // BLOCK * BLOCK
                scaled = F.interpolate(x[some][:, None], (side, side), mode="bilinear", align_corners=False, antialias=True)[:, 0]
                rounded = blocks_rounded(scaled, steps[some])
                x[some] = F.interpolate(rounded[:, None], (CROP, CROP), mode="bilinear", align_corners=False)[:, 0]
        return x

    def between(self, least, most):
        return least + (most - least) * float(torch.rand(1, generator=self.generator))


BLOCK = 4
_place = torch.arange(BLOCK) + 0.5
# The orthonormal cosine transform of a row: wave by wave.
WAVES = torch.cos(torch.arange(BLOCK)[:, None] * _place * torch.pi / BLOCK) * (2 / BLOCK) ** 0.5
WAVES[0] *= 0.5 ** 0.5


def blocks_rounded(x, steps):
    """Rounds every wave of every block of pictures [N, side, side] but the mean to multiples of the picture's step, the mean to a third of it; small
    waves vanish. Edges between blocks are then smoothed a little, as a loop filter does."""
    n, side, _ = x.shape
    blocks = x.view(n, side // BLOCK, BLOCK, side // BLOCK, BLOCK).permute(0, 1, 3, 2, 4)
    waves = WAVES @ blocks @ WAVES.T
    step = steps[:, None, None, None, None] * torch.ones(BLOCK, BLOCK)
    step[..., 0, 0] /= 3
    size = torch.floor(waves.abs() / step + 0.4)
    back = WAVES.T @ (size * step * waves.sign()) @ WAVES
    picture = back.permute(0, 1, 3, 2, 4).reshape(n, side, side)
    smooth = F.avg_pool2d(picture[:, None], 3, 1, 1, count_include_pad=False)[:, 0]
    return 0.6 * picture + 0.4 * smooth

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


def disturbed(crops, generator):
    """Tone curves, shading, softness, noise and patches that the renderer does not make."""
    n = crops.shape[0]

    def some(*shape):
        return torch.randn(*shape, generator=generator)

    def chance(share):
        return torch.rand(n, generator=generator) < share

    x = (crops / 255) ** torch.exp(some(n, 1, 1) * 0.25)
    shading = F.interpolate(some(n, 1, 3, 3) * 0.25 * chance(0.6)[:, None, None, None], (CROP, CROP), mode="bilinear", align_corners=True)
    x = x * torch.exp(shading[:, 0])
    soft = chance(0.2)
    small = F.interpolate(x[soft][:, None], scale_factor=float(0.4 + 0.4 * torch.rand(1, generator=generator)), mode="area")
    x[soft] = F.interpolate(small, (CROP, CROP), mode="bilinear", align_corners=False)[:, 0]
    x = x + some(*x.shape) * torch.rand(n, 1, 1, generator=generator) * 0.02
    for i in np.flatnonzero(chance(0.12).numpy()):
        top, left, height, width = torch.randint(0, 100, (4,), generator=generator).tolist()
        x[i, top:top + height // 4 + 4, left:left + width // 4 + 4] = torch.rand(1, generator=generator)
    return x.clamp(0, 1.2) * 255

"""Writes a trained network as ONNX, opset 16, one picture at a time.

usage: export.py IN.pt OUT.onnx
"""
import inspect
import sys

import torch
import torch.nn.functional as F

import network as trained
from samples import CROP


def cut(crops, middle, axes, size):
    """The same look as `network.cut`, its places by one product: ONNX Runtime adds pairs of numbers slowly, which was an eighth of a reading."""
    across, down = size
    grid = torch.stack([
        ((torch.arange(across) + 0.5) / across - 0.5).expand(down, across) * (across / CROP),
        (((torch.arange(down) + 0.5) / down - 0.5) * (down / CROP))[:, None].expand(down, across),
        torch.ones(down, across)], 2).view(-1, 3)
    places = grid @ (2 * torch.cat([axes, middle[:, None]], 1))
    pixels = F.grid_sample(crops, places.view(-1, down, across, 2), align_corners=False)
    pixels = pixels - pixels.mean((2, 3), keepdim=True)
    return pixels / (torch.sqrt((pixels ** 2).mean((2, 3), keepdim=True)) + 0.15)


network = trained.UnitNetwork()
network.load_state_dict(torch.load(sys.argv[1]))
network.eval()
example = torch.randn(1, 1, CROP, CROP), torch.randn(1, trained.EMBEDDING)
with torch.no_grad():
    before = network(*example)
    trained.cut = cut
    assert all(torch.allclose(one, other, atol=1e-4) for one, other in zip(before, network(*example))), "the other way is not the same"
# Torch of later years writes ONNX in another way unless told not to.
classic = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
torch.onnx.export(
    network, example, sys.argv[2], opset_version=16, **classic,
    input_names=["crop", "rest"], output_names=["embedding", "units", "doubt", "stranger", "geometry", "cover", "population_mean"])

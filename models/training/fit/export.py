"""Writes a trained network as two of ONNX, opset 16, one picture at a time: what it sees at a glance, and what it says once `CloserLooks` has cut the closer
looks out of the crop. In between ONNX Runtime would take ten times as long as that for the same sampling, a fifth of a reading.

usage: export.py IN.pt FOLDER
"""
import inspect
import os
import sys

import torch
from torch import nn

from network import EMBEDDING, GLANCE, LEFT, MOUTH_LOOK, RIGHT, UnitNetwork, closer_looks
from samples import CROP


class Glance(nn.Module):
    """Crop -> what the whole says; axes of the closer looks and the middles of right eye, left eye and mouth, [1, 5, 2]."""

    def __init__(self, network):
        super().__init__()
        self.encoder = network.encoder

    def forward(self, crop):
        whole, points = self.encoder.at_a_glance(crop)
        return whole, torch.cat(closer_looks(points), 1)


class Closer(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, whole, eyes, mouths, rest):
        return self.network.say(self.network.encoder.embedding(whole, eyes, mouths), rest)


def write(network, example, path, inputs, outputs):
    with torch.no_grad():
        network(*example)  # what is made once is made now: it is not to be traced
    # Torch of later years writes ONNX in another way unless told not to.
    classic = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(network, example, path, opset_version=16, input_names=inputs, output_names=outputs, **classic)


def main(start, folder):
    network = UnitNetwork()
    network.load_state_dict(torch.load(start))
    network.eval()
    assert RIGHT[0] == LEFT[0]
    eyes, mouths = (torch.randn(2, 1, down, across) for across, down in (RIGHT[0], MOUTH_LOOK[0]))
    write(Glance(network), (torch.randn(1, 1, CROP, CROP),), os.path.join(folder, "action_units_glance.onnx"), ["crop"], ["whole", "looks"])
    write(
        Closer(network), (torch.randn(1, GLANCE), eyes, mouths, torch.randn(1, EMBEDDING)), os.path.join(folder, "action_units.onnx"),
        ["whole", "eyes", "mouths", "rest"], ["embedding", "units", "doubt", "stranger", "geometry", "cover", "population_mean"])


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Writes a trained network as ONNX, opset 16, one picture at a time.

usage: export.py IN.pt OUT.onnx
"""
import inspect
import sys

import torch

from network import EMBEDDING, UnitNetwork
from samples import CROP

network = UnitNetwork()
network.load_state_dict(torch.load(sys.argv[1]))
network.eval()
# Torch of later years writes ONNX in another way unless told not to.
classic = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
torch.onnx.export(
    network, (torch.zeros(1, 1, CROP, CROP), torch.zeros(1, EMBEDDING)), sys.argv[2], opset_version=16, **classic,
    input_names=["crop", "rest"], output_names=["embedding", "units", "doubt", "stranger", "geometry", "cover", "population_mean"])

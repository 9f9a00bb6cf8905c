"""Writes a trained network as ONNX, opset 16, one picture at a time.

usage: export.py IN.pt OUT.onnx
"""
import inspect
import sys

import torch

import network as trained
from samples import CROP

network = trained.UnitNetwork()
network.load_state_dict(torch.load(sys.argv[1]))
network.eval()
example = torch.randn(1, 1, CROP, CROP), torch.randn(1, trained.EMBEDDING)
with torch.no_grad():
    network(*example)  # what is made once is made now: it is not to be traced
# Torch of later years writes ONNX in another way unless told not to.
classic = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
torch.onnx.export(
    network, example, sys.argv[2], opset_version=16, **classic,
    input_names=["crop", "rest"], output_names=["embedding", "units", "doubt", "stranger", "geometry", "cover", "population_mean"])

"""Trains the convolutional network whose weights and data lie in a folder for 100 steps and writes losses and weights beside them.

Usage: torch_conv_net.py FOLDER, with 0.weight.npy, 0.bias.npy, 2.weight.npy, ..., input.npy, target.npy.
"""
import sys
from pathlib import Path

import numpy
import torch
from torch import nn

folder = Path(sys.argv[1])
torch.set_num_threads(1)
model = nn.Sequential(
    nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 16, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(16, 4, 3), nn.Flatten(1), nn.Linear(4 * 6 * 6, 5))
with torch.no_grad():
    for name, parameter in model.named_parameters():
        parameter.copy_(torch.from_numpy(numpy.load(folder / f"{name}.npy")))
images = torch.from_numpy(numpy.load(folder / "input.npy"))
target = torch.from_numpy(numpy.load(folder / "target.npy"))
optimiser = torch.optim.Adam(model.parameters(), 1e-3)
losses = []
for step in range(100):
    optimiser.zero_grad()
    loss = nn.functional.cross_entropy(model(images), target)
    loss.backward()
    optimiser.step()
    losses.append(loss.item())
numpy.save(folder / "losses.npy", numpy.array(losses))
for name, parameter in model.named_parameters():
    numpy.save(folder / f"trained.{name}.npy", parameter.detach().numpy())
print(torch.__version__)

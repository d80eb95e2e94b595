"""The workloads of `diorama bench tensors` in PyTorch, run on demand.

Reads lines "NAME STEPS" and answers "TIME seconds" for each. Every workload is written as PyTorch's documentation would: torch.nn modules,
zero_grad(set_to_none=True), and of torch.optim.Adam's two implementations the one that is faster here.
"""
import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)


def fastest_adam(make, parameters, gradients, rate):
    """The faster of Adam's loops over parameters and its foreach operators."""
    best = None
    for foreach in (False, True):
        copies = [p.detach().clone().requires_grad_() for p in parameters]
        for copy, gradient in zip(copies, gradients):
            copy.grad = gradient
        optimiser = torch.optim.Adam(copies, rate, foreach=foreach)
        optimiser.step()
        times = []
        for _ in range(5):
            start = time.perf_counter()
            optimiser.step()
            times.append(time.perf_counter() - start)
        if best is None or min(times) < best[0]:
            best = (min(times), foreach)
    return torch.optim.Adam(parameters, rate, foreach=best[1])


def trainer(model, batch, loss):
    loss(model, *batch).backward()
    optimiser = fastest_adam(torch.optim.Adam, list(model.parameters()), [p.grad for p in model.parameters()], 1e-3)

    def step():
        optimiser.zero_grad(set_to_none=True)
        loss(model, *batch).backward()
        optimiser.step()
    return step


def tiny():
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1))
    return trainer(model, (torch.randn(16, 2), torch.randn(16, 1)), lambda m, x, y: F.mse_loss(m(x), y))


def adam():
    parameters = [torch.randn(64, 64, requires_grad=True) for _ in range(200)]
    for p in parameters:
        p.grad = torch.randn(64, 64)
    return fastest_adam(torch.optim.Adam, parameters, [p.grad for p in parameters], 1e-3).step


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm = nn.GroupNorm(8, outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)

    def forward(self, x):
        return F.silu(self.second(F.silu(self.norm(self.first(x)))))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down1, self.down2, self.middle = Block(3, 32), Block(32, 64), Block(64, 128)
        self.up2, self.up1, self.last = Block(128 + 64, 64), Block(64 + 32, 32), nn.Conv2d(32, 3, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        c = self.middle(F.max_pool2d(b, 2))
        b = self.up2(torch.cat([F.interpolate(c, scale_factor=2), b], 1))
        a = self.up1(torch.cat([F.interpolate(b, scale_factor=2), a], 1))
        return self.last(a)


def unet():
    return trainer(UNet(), (torch.randn(4, 3, 64, 64), torch.randn(4, 3, 64, 64)), lambda m, x, y: F.mse_loss(m(x), y))


class Layer(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.qkv, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.up, self.down = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)

    def forward(self, x):
        q, k, v = (p.unflatten(-1, (self.heads, -1)).transpose(-3, -2) for p in self.qkv(self.norm1(x)).chunk(3, -1))
        scores = (q * (1 / math.sqrt(q.size(-1)))) @ k.transpose(-2, -1)
        n = q.size(-2)
        scores = scores.masked_fill(torch.ones(n, n, dtype=torch.bool).triu(1), -math.inf)
        x = x + self.out((scores.softmax(-1) @ v).transpose(-3, -2).flatten(-2))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


def transformer():
    model = nn.Sequential(nn.Embedding(256, 256), Layer(256, 8), Layer(256, 8), nn.LayerNorm(256), nn.Linear(256, 256))
    batch = (torch.randint(0, 256, (8, 128)), torch.randint(0, 256, (8, 128)))
    return trainer(model, batch, lambda m, x, y: F.cross_entropy(m(x).flatten(0, 1), y.flatten()))


def nerf():
    sizes = [63, 128, 128, 128, 4]
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])

    def loss(m, x, y):
        angles = [x] + [f(x * (2.0**k * math.pi)) for k in range(10) for f in (torch.sin, torch.cos)]
        return F.mse_loss(m(torch.cat(angles, -1)), y)
    return trainer(model, (torch.rand(65536, 3), torch.rand(65536, 4)), loss)


steps = {}
print("TIME", torch.__version__, flush=True)
for line in sys.stdin:
    name, count = line.split()
    if name not in steps:
        steps[name] = globals()[name]()
    step = steps[name]
    start = time.perf_counter()
    for _ in range(int(count)):
        step()
    print("TIME", time.perf_counter() - start, flush=True)

"""What the dataset itself says, written by the test as NumPy arrays: truth.images() gives (record, arrays by label) for each image."""
import json, os, sys
import numpy as np

export, folder = sys.argv[1], sys.argv[2]


class Labels:
    def __init__(self, stem):
        self.stem = stem

    def __getitem__(self, name):
        return np.load(os.path.join(folder, f"{self.stem}.{name}.npy"))


def records():
    with open(os.path.join(folder, "frames.json")) as f:
        return json.load(f)


def images():
    for record in records():
        yield record, Labels(record["stem"])


def things(record):
    """The objects that detection formats list."""
    return [o for o in record["objects"] if o.get("thing") and o["visible_pixels"] > 0]


def close(a, b, tolerance, what):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    assert a.shape == b.shape, f"{what}: {a.shape} and {b.shape}"
    assert np.array_equal(np.isfinite(a), np.isfinite(b)), f"{what}: not finite at other places"
    worst = np.max(np.abs(np.where(np.isfinite(a), a - b, 0)), initial=0)
    assert worst <= tolerance, f"{what}: {worst} > {tolerance}"


def done(count):
    assert count > 0, "nothing was compared"
    print(f"{count} compared")

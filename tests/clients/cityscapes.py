"""Cityscapes-style label images with torchvision's reader."""
import json, os
import numpy as np
from torchvision.datasets import Cityscapes
import truth

root, count = os.path.join(truth.export, "cityscapes"), 0
with open(os.path.join(root, "labels.json")) as f:
    names = {l["id"]: l["name"] for l in json.load(f)}
data = Cityscapes(root, split="train", mode="fine", target_type=["instance", "semantic"])
records = list(truth.images())
assert len(data) == len(records)
for picture, (instances, semantic) in data:
    record, labels = next(r for r in records if np.array_equal(r[1]["image"], np.array(picture)))
    by_id = {o["id"]: o.get("class") or "unlabeled" for o in record["objects"]}
    instances, semantic = np.array(instances), np.array(semantic)
    for i in np.unique(labels["instance"]):
        mask = labels["instance"] == i
        assert {names[s] for s in np.unique(semantic[mask])} == {by_id.get(i, "unlabeled")}
        count += 1
    for o in truth.things(record):
        mask = labels["instance"] == o["id"]
        assert len(np.unique(instances[mask])) == 1 and (instances == instances[mask][0]).sum() == mask.sum()
truth.done(count)

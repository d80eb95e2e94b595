"""COCO instances by their JSON alone, as pycocotools reads them: compressed run lengths, boxes, areas."""
import json, os
import numpy as np
import truth


def decode(rle):
    counts, text, at = [], rle["counts"].encode(), 0
    while at < len(text):
        x, shift, more = 0, 0, True
        while more:
            c = text[at] - 48
            x |= (c & 31) << shift
            more, shift, at = bool(c & 32), shift + 5, at + 1
            if not more and c & 16:
                x -= 1 << shift
        counts.append(x + counts[-2] if len(counts) > 2 else x)
    flat = np.repeat(np.arange(len(counts)) % 2, counts)
    return flat.reshape(rle["size"][::-1]).T


with open(os.path.join(truth.export, "coco", "instances.json")) as f:
    coco = json.load(f)
names, count = {c["id"]: c["name"] for c in coco["categories"]}, 0
for record, labels in truth.images():
    image = next(i for i in coco["images"] if i["id"] == record["image_id"])
    assert os.path.exists(os.path.join(truth.export, "coco", "images", image["file_name"]))
    found = [a for a in coco["annotations"] if a["image_id"] == image["id"]]
    assert [names[a["category_id"]] for a in found] == [o["class"] for o in truth.things(record)]
    for a, o in zip(found, truth.things(record)):
        mask = labels["instance"] == o["id"]
        assert np.array_equal(decode(a["segmentation"]), mask) and a["area"] == mask.sum() and a["id"] > 0
        ys, xs = np.nonzero(mask)
        assert a["bbox"] == [xs.min(), ys.min(), xs.max() - xs.min() + 1, ys.max() - ys.min() + 1]
        count += 1
truth.done(count)

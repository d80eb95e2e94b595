"""COCO panoptic with Pillow, checked as panopticapi does: ids of the PNG and of segments_info are the same, both ways."""
import json, os
import numpy as np
from PIL import Image
import truth

with open(os.path.join(truth.export, "coco-panoptic", "panoptic.json")) as f:
    panoptic = json.load(f)
categories, count = {c["id"]: c for c in panoptic["categories"]}, 0
for record, labels in truth.images():
    annotation = next(a for a in panoptic["annotations"] if a["image_id"] == record["image_id"])
    picture = Image.open(os.path.join(truth.export, "coco-panoptic", "panoptic", annotation["file_name"]))
    assert picture.mode == "RGB"
    rgb = np.array(picture).astype(int)
    ids = rgb[..., 0] + 256 * rgb[..., 1] + 65536 * rgb[..., 2]
    segments = {s["id"]: s for s in annotation["segments_info"]}
    assert set(np.unique(ids)) - {0} == set(segments)
    classes = np.zeros_like(ids)
    for i, s in segments.items():
        assert (ids == i).sum() == s["area"]
        classes[ids == i] = s["category_id"]
        count += 1
    np.testing.assert_array_equal(classes, labels["class"])
    for o in truth.things(record):
        mask = labels["instance"] == o["id"]
        assert len(np.unique(ids[mask])) == 1 and (ids == ids[mask][0]).sum() == mask.sum() and categories[segments[ids[mask][0]]["category_id"]]["isthing"] == 1
truth.done(count)

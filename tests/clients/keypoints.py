"""coco-keypoints (keypoints.json) and yolo-pose, as pycocotools and Ultralytics read them: points, visibility, skeletons, names."""
import json, os
import numpy as np
import truth

with open(os.path.join(truth.export, "coco-keypoints", "keypoints.json")) as f:
    coco = json.load(f)
categories, count = {c["id"]: c for c in coco["categories"]}, 0
for c in categories.values():
    assert len(set(c["keypoints"])) == len(c["keypoints"]) > 0
    assert all(1 <= a <= len(c["keypoints"]) and 1 <= b <= len(c["keypoints"]) for a, b in c["skeleton"])
for record, labels in truth.images():
    wanted = [o for o in truth.things(record) if o.get("keypoints")]
    image = next(i for i in coco["images"] if i["id"] == record["image_id"])
    found = [a for a in coco["annotations"] if a["image_id"] == image["id"]]
    assert len(found) == len(wanted)
    for a, o in zip(found, wanted):
        c = categories[a["category_id"]]
        assert c["name"] == o["class"]
        points = np.array(a["keypoints"]).reshape(-1, 3)
        named = {k["name"]: k for k in o["keypoints"]}
        for name, (x, y, v) in zip(c["keypoints"], points):
            k = named[name]
            assert v == k["visibility"], (name, v, k)
            if v > 0:
                truth.close([x, y], k["pixel"], 1e-6, name)
                assert 0 <= x <= image["width"] and 0 <= y <= image["height"]
        assert a["num_keypoints"] == int((points[:, 2] > 0).sum())
        pairs = [[c["keypoints"][i - 1], c["keypoints"][j - 1]] for i, j in c["skeleton"]]
        assert pairs == o.get("skeleton", []), (pairs, o.get("skeleton"))
        count += 1
    # One line an object: class, box, then x, y, v of each point as shares of the image.
    with open(os.path.join(truth.export, "yolo-pose", "labels", record["stem"] + ".txt")) as f:
        lines = [line.split() for line in f]
    assert len(lines) == len(wanted)
    for line, o in zip(lines, wanted):
        values = np.array([float(x) for x in line[5:]]).reshape(-1, 3)
        for k, (x, y, v) in zip(o["keypoints"], values):
            assert v == k["visibility"]
            if v > 0:
                truth.close([x * image["width"], y * image["height"]], k["pixel"], 2e-3, k["name"])
truth.done(count)

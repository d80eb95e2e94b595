"""YOLO's text files and Pascal VOC's XML and palette PNG, with Python's own parsers and Pillow."""
import os, re
import xml.etree.ElementTree as xml
import numpy as np
from PIL import Image
import truth

yolo, voc, count = os.path.join(truth.export, "yolo"), os.path.join(truth.export, "voc"), 0
with open(os.path.join(yolo, "data.yaml")) as f:
    names = {int(n): name.strip("'\" ") for n, name in re.findall(r"^ +(\d+): (.*)$", f.read(), re.M)}
assert sorted(names) == list(range(len(names)))
text = {}
for folder, _, files in os.walk(os.path.join(yolo, "labels")):
    for name in files:
        with open(os.path.join(folder, name)) as f:
            text[name] = [l.split() for l in f]
        assert os.path.exists(os.path.join(folder.replace("labels", "images"), name[:-4] + ".png"))
with open(os.path.join(voc, "labels.txt")) as f:
    classes = f.read().splitlines()
for record, labels in truth.images():
    things, w, h = truth.things(record), record["width"], record["height"]
    rows = text[record["stem"] + ".txt"]
    assert [names[int(r[0])] for r in rows] == [o["class"] for o in things]
    for r, o in zip(rows, things):
        x, y, width, height = (float(v) for v in r[1:])
        truth.close([(x - width / 2) * w, (y - height / 2) * h, (x + width / 2) * w, (y + height / 2) * h], o["visible_box"], 1e-2, "YOLO")
    objects = xml.parse(os.path.join(voc, "Annotations", record["stem"] + ".xml")).getroot().findall("object")
    assert [o.findtext("name") for o in objects] == [o["class"] for o in things]
    kinds, instances = (Image.open(os.path.join(voc, f, record["stem"] + ".png")) for f in ("SegmentationClass", "SegmentationObject"))
    assert kinds.mode == "P" and kinds.getpalette()[:6] == [0, 0, 0, 128, 0, 0]
    kinds, instances = np.array(kinds), np.array(instances)
    for i, (element, o) in enumerate(zip(objects, things)):
        box = [float(element.findtext("bndbox/" + n)) for n in ("xmin", "ymin", "xmax", "ymax")]
        assert box == [o["visible_box"][0] + 1, o["visible_box"][1] + 1, o["visible_box"][2], o["visible_box"][3]], "VOC counts from 1 and includes the last pixel"
        mask = labels["instance"] == o["id"]
        assert np.array_equal(instances == i + 1, mask) and set(kinds[mask]) == {classes.index(o["class"])}
        count += 1
truth.done(count)
